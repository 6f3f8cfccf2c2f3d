// HTML bodies, as publishers write them, and what of them becomes part of our document.
import assert from 'node:assert/strict';
import { chromiumForThisFile } from './support/browser.mjs';
import { bodyOf, opensConverter } from './support/formats.mjs';
import { siteForThisFile } from './support/pages.mjs';

const site = siteForThisFile();
const { test } = chromiumForThisFile();

/** @type {Record<string, [html: string, body: string][]>} */
const bodies = {
  'text beside blocks is a paragraph': [
    ['Hello', 'p{Hello}'],
    ['Hello<p>you</p>there', 'p{Hello} p{you} p{there}'],
    ['<div><div>One</div><div>Two</div></div>', 'p{One} p{Two}'],
    ['<section><h2>Head</h2>text<h3>Deep <em>one</em></h3></section>', 'h2{Head} p{text} h3{Deep em{one}}'],
    ['<p>One</p>\n\n<p>&nbsp;</p><p> </p>', 'p{One}'],
    ['One<br>two<br><br>three', 'p{Onebr{}two} p{three}'],
    ['<p>One<br></p>', 'p{One}'],
    ['<dl><dt>Term</dt><dd>Meaning</dd></dl>', 'p{strong{Term}} p{Meaning}'],
    ['<details><summary>More</summary><p>of it</p></details>', 'p{strong{More}} p{of it}'],
  ],
  'formatting is kept, also around blocks': [
    ['<b>a</b> <i>b</i> <s>c</s> <u>d</u>', 'p{strong{a} em{b} del{c} ins{d}}'],
    ['H<sub>2</sub>O 10<sup>3</sup> <kbd>Esc</kbd> <mark>m</mark>', 'p{Hsub{2}O 10sup{3} kbd{Esc} mark{m}}'],
    ['<abbr title="World Wide Web">WWW</abbr> <small>s</small>', 'p{abbr title=World Wide Web{WWW} small{s}}'],
    ['<strong><p>One</p><p>Two</p></strong>', 'p{strong{One}} p{strong{Two}}'],
    ['<strong></strong><em> </em><a href="/x"></a>text', 'p{text}'],
    ['<span style="color:red">a</span><font>b</font><custom-thing>c</custom-thing>', 'p{abc}'],
    ['<code>a < b</code><tt>c</tt>', 'p{code{a < b}code{c}}'],
    ['<q>said</q>', 'p{“said”}'],
  ],
  'links are absolute; the core judges where they may lead': [
    ['<a href="/x?a=1&amp;b=2">x</a>', 'p{a href=https://news.example/x?a=1&b=2{x}}'],
    ['<a href="../y" title="Y">y</a>', 'p{a href=https://news.example/2026/y title=Y{y}}'],
    ['<a href="https://[">bad</a>', 'p{bad}'],
    ['<a name="here">no link</a>', 'p{no link}'],
  ],
  'lists nest, begin where they say and know tasks': [
    ['<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', 'ul{li{p{a}} li{p{b} ul{li{p{c}}}}}'],
    ['<ol start="3"><li>c</li></ol>', 'ol start=3{li{p{c}}}'],
    ['<ol><li>a</li><li value="7">b</li><li>c</li></ol>', 'ol{li{p{a}} li value=7{p{b}} li{p{c}}}'],
    ['<ol><li value="5">a</li><li value=" 6x">b</li></ol>', 'ol start=5{li{p{a}} li{p{b}}}'],
    ['<ol reversed><li>b</li><li>a</li></ol>', 'ol start=2{li{p{b}} li value=1{p{a}}}'],
    ['<ol reversed start="9"><li>b</li><li value="x">a</li></ol>', 'ol start=9{li{p{b}} li value=8{p{a}}}'],
    ['<ol start="-1"><li>a</li><li value="9999999999">b</li></ol>', 'ol{li{p{a}} li{p{b}}}'],
    ['<ul reversed><li value="4">a</li></ul>', 'ul{li{p{a}}}'],
    ['<ul><li><p>a</p></li><li>b</li></ul>', 'ul loose=true{li{p{a}} li{p{b}}}'],
    ['<ul><li>a</li><ul><li>b</li></ul></ul>', 'ul{li{p{a} ul{li{p{b}}}}}'],
    ['<ul>stray<li>a</li></ul>', 'ul{li{p{stray}} li{p{a}}}'],
    [
      '<ul><li><input type="checkbox" checked> done</li><li><label><input type="checkbox"> to do</label></li></ul>',
      'ul{li checked=true{p{ done}} li checked=false{p{ to do}}}',
    ],
    ['<li>alone</li>', 'p{alone}'],
  ],
  'code keeps its lines and its language': [
    ['<pre><code class="language-JS">let a;\nlet b;\n</code></pre>', 'pre lang=js{let a;\nlet b;}'],
    ['<pre class="brush: python; gutter: true">x<br>y</pre>', 'pre lang=python{x\ny}'],
    ['<pre>a <b>b</b></pre>', 'pre{a b}'],
  ],
  'quotations hold blocks': [
    ['<blockquote>a<p>b</p></blockquote>', 'blockquote{p{a} p{b}}'],
    ['<blockquote><p>a</p><cite>Somebody</cite></blockquote>', 'blockquote{p{a} p{em{Somebody}}}'],
    ['a<hr>b', 'p{a} hr{} p{b}'],
  ],
  'pictures and figures': [
    [
      '<img src="a.png" alt="A" width="300" height="200">',
      'p{img src=https://news.example/2026/tides/a.png alt=A width=300 height=200{}}',
    ],
    [
      '<figure><img src="/a.png"><figcaption>The <b>A</b></figcaption></figure>',
      'figure{p{img src=https://news.example/a.png{}} figcaption{The strong{A}}}',
    ],
    [
      '<figure><a href="/big"><img src="/a.png"></a></figure>',
      'figure{p{a href=https://news.example/big{img src=https://news.example/a.png{}}}}',
    ],
    [
      '<figure class="gallery"><figure><img src="/a.png"></figure><figure><img src="/b.png"></figure><figcaption>Both</figcaption></figure>',
      'figure{p{img src=https://news.example/a.png{}}} figure{p{img src=https://news.example/b.png{}}} p{small{Both}}',
    ],
    ['<img src="data:image/gif;base64,R0lGOD" data-src="/late.png">', 'p{img src=https://news.example/late.png{}}'],
    [
      '<img src="data:image/gif;base64,R0lGOD"><noscript><img src="/real.png"></noscript>',
      'p{img src=https://news.example/real.png{}}',
    ],
    [
      '<img src="" data-lazy-src="/late.png"><noscript><img src="/late.png"></noscript>',
      'p{img src=https://news.example/late.png{}}',
    ],
    ['<img src="/s.png" srcset="/s.png 300w, /m.png 900w, /l.png 4000w">', 'p{img src=https://news.example/m.png{}}'],
    ['<img src="/s.png" srcset="/one.png, /two.png 2x">', 'p{img src=https://news.example/one.png{}}'],
    ['<picture><source srcset="/a.webp"><img src="/a.png"></picture>', 'p{img src=https://news.example/a.png{}}'],
    ['a<img src="/count.gif" width="1" height="1">b', 'p{ab}'],
    ['Hi <img class="wp-smiley" alt="🙂" src="/s.png">', 'p{Hi 🙂}'],
    ['<img src="/wide.png" width="100%">', 'p{img src=https://news.example/wide.png{}}'],
  ],
  'tables become rows of cells without spans': [
    [
      '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td align="right">2</td></tr></tbody></table>',
      'table align=-r{tr{td{A} td{B}} tr{td{1} td{2}}}',
    ],
    [
      '<table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>',
      'table headless=true{tr{td{strong{A}} td{1}} tr{td{strong{B}} td{2}}}',
    ],
    [
      '<table><tr><td colspan="2">a</td></tr><tr><td rowspan="2">b</td><td>c</td></tr><tr><td>d</td></tr></table>',
      'table headless=true{tr{td{a} td{}} tr{td{b} td{c}} tr{td{} td{d}}}',
    ],
    [
      '<table><caption>Times</caption><tr><td>a</td><td>b</td></tr></table>',
      'figure{table headless=true{tr{td{a} td{b}}} figcaption{Times}}',
    ],
    [
      '<table><tr><td><p>One</p><p>Two</p><ul><li>a</li><li>b</li></ul><ol reversed><li>c</li></ol></td><td>x</td></tr></table>',
      'table headless=true{tr{td{Onebr{}Twobr{}• abr{}• bbr{}1. c} td{x}}}',
    ],
    ['<table><tr><td><h2>Only</h2><p>a cell</p></td></tr></table>', 'h2{Only} p{a cell}'],
    [
      '<table><tr><td colspan="99999">a</td><td>b</td></tr></table>',
      `table headless=true{tr{td{a}${' td{}'.repeat(99)}}}`,
    ],
  ],
  'what lives elsewhere becomes a card': [
    [
      '<iframe title="The film" src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
      'card{a href=https://www.youtube.com/watch?v=abcdefghijk{The film}}',
    ],
    ['<iframe src="//player.vimeo.com/video/123?h=1"></iframe>', 'card{a href=https://vimeo.com/123{vimeo.com/123}}'],
    [
      '<iframe data-src="https://open.spotify.com/embed/track/9"></iframe>',
      'card{a href=https://open.spotify.com/track/9{open.spotify.com/track/9}}',
    ],
    ['<video title="Waves"><source src="/waves.mp4"></video>', 'card{a href=https://news.example/waves.mp4{Waves}}'],
    ['<audio src="/gulls.mp3"></audio>', 'card{a href=https://news.example/gulls.mp3{news.example/gulls.mp3}}'],
    [
      '<blockquote class="twitter-tweet"><p>So much <a href="https://t.example/tag">#sand</a></p>— Mara <a href="https://x.example/mara/status/1">May 1</a></blockquote><script async src="https://x.example/w.js"></script>',
      'card{a href=https://x.example/mara/status/1{So much #sand}}',
    ],
    [
      '<blockquote class="wp-embedded-content"><a href="https://other.example/post">Their post</a></blockquote><iframe class="wp-embedded-content" src="https://other.example/post/embed"></iframe>',
      'card{a href=https://other.example/post{Their post}}',
    ],
    [
      '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://b.example/"><div class="kg-bookmark-title">A book</div><img src="/i.png"></a><figcaption>Read it</figcaption></figure>',
      'figure{card{a href=https://b.example/{A book}} figcaption{Read it}}',
    ],
    [
      '<p>Before <iframe src="https://map.example/x"></iframe> after</p>',
      'p{Before } card{a href=https://map.example/x{map.example/x}} p{ after}',
    ],
    [
      '<iframe src="https://count.example/" width="1" height="1"></iframe><iframe src="about:blank"></iframe><iframe src="javascript:alert(1)"></iframe>',
      '',
    ],
    [
      '<table><tr><td><iframe title="F" src="https://f.example/"></iframe></td><td>x</td></tr></table>',
      'table headless=true{tr{td{a href=https://f.example/{F}} td{x}}}',
    ],
  ],
  'footnotes are recognised': [
    [
      '<p>One<sup><a href="#fn1" id="fnref1">1</a></sup> and two<a href="#fn2">[2]</a>.</p><section class="footnotes"><hr><ol><li id="fn1"><p>First. <a href="#fnref1" class="footnote-backref">↩</a></p></li><li id="fn2">Second. <a href="#fnref2">↩︎</a></li></ol></section>',
      'p{Onenote number=1{} and twonote number=2{}.} notes{li{p{First. }} li{p{Second. }}}',
    ],
    [
      '<p>A<sup data-fn="x1" class="fn"><a href="#x1" id="x1-link">1</a></sup></p><ol class="wp-block-footnotes"><li id="x1">Note. <a href="#x1-link">↩︎</a></li></ol><p>After.</p>',
      'p{Anote number=1{}} p{After.} notes{li{p{Note. }}}',
    ],
    ['<ol class="footnotes"><li id="a">not referred to</li></ol>', 'ol{li{p{not referred to}}}'],
  ],
  'what is no text of the article is dropped': [
    [
      'a<script>alert(1)</script><style>p{}</style><template><p>t</p></template><form>f<button>b</button></form><svg><text>s</text></svg>b',
      'p{ab}',
    ],
    ['<p hidden>secret</p><p onclick="alert(1)">seen</p><!-- comment -->', 'p{seen}'],
    ['<img src=x onerror="alert(1)">', 'p{img src=https://news.example/2026/tides/x{}}'],
    ['<p>a</p><noscript><p>text for want of scripts</p></noscript>', 'p{a}'],
    ['<math><mi>x</mi><mo>=</mo><mn>1</mn></math>', 'p{x=1}'],
    ['', ''],
  ],
};

for (const [sentence, cases] of Object.entries(bodies)) {
  test(sentence, async ({ page }) => {
    await opensConverter(page, site);
    for (const [html, body] of cases) assert.equal(await bodyOf(page, html), body, html);
  });
}

test('nothing of a body is loaded or run before the core has judged it', async ({ page }) => {
  await opensConverter(page, site);
  const before = site.asked.length;
  const body = `<img src="${site.url}picture.png" onerror="globalThis.hacked = 1"><script>globalThis.hacked = 1</script>
    <iframe src="${site.url}frame.html"></iframe><link rel="stylesheet" href="${site.url}a.css"><video src="${site.url}a.mp4" autoplay></video>`;
  await bodyOf(page, body);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).hacked), undefined);
  assert.deepEqual(
    site.asked.slice(before).filter((path) => !path.startsWith('/heidi/')),
    [],
  );
});

test('what is nested without end is cut down, what is endless refused', async ({ page }) => {
  await opensConverter(page, site);
  assert.match(await bodyOf(page, `${'<div>'.repeat(3_000)}deep`), /^p\{deep\}$/);
  assert.match(await bodyOf(page, `${'<blockquote>'.repeat(3_000)}deep`), /p\{deep\}/);
  assert.match(await bodyOf(page, `${'<b><i>'.repeat(1_500)}deep`), /deep/);
  assert.match(await bodyOf(page, '<b></b>'.repeat(400_001)), /the body has 400001 elements, more than/);
});
