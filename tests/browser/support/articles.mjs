// Articles for tests. The first has every part that an article can have; the second every kind of Markdown.

export const lanternStory = {
  id: 'lantern',
  url: 'https://news.example/articles/lantern',
  lang: 'en',
  title: 'What the closing of the Lantern video tool teaches those who build on it',
  dek: 'Lantern made films from a sentence for nine months, and then it was gone; its users had a week to save their work.',
  body_markdown: [
    '## Nine months of films',
    'The studio behind Lantern switched its servers off on Friday evening. A message of two lines thanked everybody and named a date: whoever wanted to keep a film had to fetch it within seven days. Schools, a museum of fishing and one small opera house had built their programmes on it.',
    '“We had forty films of herring,” says **Runa Eide** of the museum, “and a *very* slow line.” She got thirty-eight of them.',
    '## What lasts',
    'Tools that let their users take everything out at any time keep them longest, a [survey of 212 archives](https://news.example/survey) found last winter. The opera house has gone back to painted backdrops, which need no licence and burn only once.',
  ].join('\n\n'),
  labels: [
    { kind: 'category', text: 'OpenAI' },
    { kind: 'sentiment', text: 'Neutral' },
    { kind: 'placement', text: 'Main Article' },
  ],
  published: '2026-03-30T00:00:00Z',
  word_count: 236,
  views: 1,
  image: {
    src: 'lantern.svg',
    alt: 'A lantern on a jetty, its light drawn as strips of film',
    caption: 'The lantern that gave the tool its name still hangs on the jetty.',
    width: 1200,
    height: 675,
  },
  author: {
    name: 'Heidi',
    bio: 'Heidi reads the trade papers of seven harbours and tells in plain words what matters in them.',
  },
};

export const lanternPicture = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"><rect width="1200" height="675" fill="#1f3a52"/>
<circle cx="600" cy="300" r="140" fill="#ffd27a"/><path d="M0 560h1200v115H0z" fill="#6b4a2f"/></svg>`;

export const everyMarkdown = {
  id: 'every-markdown',
  lang: 'en',
  title: 'A page with everything — fjords, AV kerning and “quotes”',
  dek: 'Lists in lists, code, tables, pictures and four scripts.',
  body_markdown: `## Words and marks

Plain, **bold**, *italic*, ***both***, ~~struck~~, \`code in line\` and a [link that is long enough to run over the end of a line at every width](https://news.example/long) in one paragraph. 👋 🧑‍🚀 🇳🇴 are emoji.

A hard break\\
ends this line. AVAVA Tolstoy fjord office waffle.

### Lists

- one
- two has a second paragraph

  which belongs to it
  - nested with **bold**
  - nested again
    1. and numbered
    2. twice
- [x] a finished task
- [ ] an open one

7. seven
8. eight, which is so long that it does not fit in one line of the article's column and so needs a second one

> A quotation stands apart.
>
> > And one inside of it.

\`\`\`js
const answer = 6 * 7; // a line of code that is longer than the column is wide, so that it has to scroll sideways in its box
if (answer > 41) console.log(\`\${answer}\`);
\`\`\`

| Port | Tide | Herring |
|:-----|:----:|--------:|
| Grenna | 16:42 | 1,204 |
| Saltmere, which has a long name | 17:05 | 88 |

---

![A jetty](lantern.svg)

Норвежский язык. Ελληνικά. 日本語の段落は単語の間に空白がありません。だから改行の規則が違います。

هذه فقرة باللغة العربية مع رقم 2026 وكلمة English في وسطها.

#### The end

It ends here.`,
};

export const footnotes = {
  id: 'footnotes',
  title: 'A page with footnotes',
  body_markdown: 'Norway[^no] won, and Sweden[^se] did not[^no].\n\n[^no]: By far.\n[^se]: They had other plans.\n',
};

/** The Markdown's paragraphs as a reader sees them; only for the marks of the stories above. @param {string} markdown */
export function plainText(markdown) {
  return markdown
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/[*~`]+/g, '')
    .trim();
}

/** @param {{body_markdown: string}} article */
export function blocksOf(article) {
  return article.body_markdown.split('\n\n').map((block) => {
    const heading = /^(#+) (.*)$/.exec(block);
    return { level: heading?.[1].length ?? 0, text: plainText(heading?.[2] ?? block) };
  });
}

/** Directions in every mixture. What stands in one line decides on another. */
export const bothDirections = {
  id: 'both-directions',
  lang: 'en',
  title: 'כותרת בעברית and what follows it, 2026',
  dek: 'פסקה קצרה with English in it (ועוד), 50%.',
  body_markdown: `An English paragraph with עברית באמצע, 123 שקלים (כולל מע״מ), and **bold עולם text** until its end, so long that שלום, עולם, שלום, עולם, שלום (עולם, שלום), עולם! runs over several lines; 12-34 too.

פסקה בעברית עם **מילה מודגשת**, [קישור אל Heidi's page (הדף)](https://news.example/he), מספר 1,204 וסימן קריאה! ועוד English words, which go on for more than a line, ואז חזרה לעברית: «ציטוט», 3.5%.

هذه فقرة باللغة العربية مع رقم 2026 وكلمة English في وسطها، ثم **أرقام** مثل 12-34 و٣٫١٤ وتاريخ 2026-03-30، و[رابط فيه English](https://news.example/ar) قبل آخر السطر (بين قوسين).

### عنوان 1: the heading

- פריט ראשון with Latin, 10 ₪
- second פריט: 50%, וגם \`let שם = "ערך";\` here
- بند ثالث، وفيه *كلمة مائلة*

> ציטוט שיש בו English (ו־2 מילים).

| עמודה | Column | رقم |
|:------|:------:|----:|
| שלום, world | (שלום) | 1,204 ₪ |
| ערך 12-34 | English | نص English. |

\`\`\`js
const שם = 'ערך'; // הערה
\`\`\``,
};

/** Scripts that shape, stack, turn round or have colours; a paragraph each, of two lines and more. */
export const scripts = {
  id: 'scripts',
  lang: 'ja',
  title: 'Scripts',
  body_markdown: `Affluent fjords: “Type AVATAR, To. We.”—kerned, *leaning* and **bold**, flying off in fine official files, 0123456789.

هذه فقرة عربية تتصل حروفها بعضها ببعض، وفيها تشكيلٌ كَثِيرٌ يَعْلُو الحُرُوفَ، وأرقام 2026 و٣٠، وكلمة English في وسطها.

פסקה בעברית עם נִקּוּד מָלֵא, סימני פיסוק (כאלה), מספר 1,204 ועוד מילה English לפני סוף השורה השנייה.

हिन्दी का यह अनुच्छेद संयुक्ताक्षरों से भरा है: क्षत्रिय, ज्ञान, श्रृंगार, राष्ट्र, द्वितीय, और मात्राएँ ऊपर-नीचे दोनों ओर लगती हैं।

ข้อความภาษาไทยนี้ยาวพอที่จะขึ้นบรรทัดใหม่ และมีวรรณยุกต์กับสระซ้อนกันอยู่ข้างบน เช่น น้ำ ที่ ปู่ ญี่ปุ่น ฐานะ กตัญญู

这一段中文足够长，可以占满两行以上：灯塔在清晨熄灭，渔船归港；“标点符号”不会出现在行首，也不会出现在行末。

日本語の段落です。港の灯りが消えると、船はゆっくりと戻ってきます。「カギ括弧」や小さい「っ」も正しく組まれます。

Emoji 👩‍🚀🧑🏽‍🌾👨‍👩‍👧‍👦 and flags 🇳🇴🇯🇵🏴󠁧󠁢󠁳󠁣󠁴󠁿, keycaps 3️⃣#️⃣, ❤️ and ☺︎, skin 👍🏻👍🏿 between words, é̂ and ṩ̣ with marks.`,
};

/** All that has sides. */
export const fromTheRight = {
  id: 'from-the-right',
  lang: 'ar',
  title: 'ماذا يقول الميناء عن المصباح',
  dek: 'ملخّص قصير فيه OpenAI ورقم 2026.',
  labels: [
    { kind: 'category', text: 'الميناء' },
    { kind: 'placement', text: 'Main Article' },
  ],
  published: '2026-03-30T00:00:00Z',
  author: { name: 'هايدي', bio: 'تقرأ هايدي صحف سبعة موانئ.' },
  body_markdown: `OpenAI فقرة تبدأ باسم أجنبي، وهي طويلة بما يكفي لتملأ أكثر من سطر واحد في كل عرض من العروض التي نجرّبها هنا في هذا الاختبار.

A paragraph in English stands on the right too, and is read from the left.

- بند أول
- بند ثانٍ
  1. داخلي
  2. آخر
     - أعمق

7. سابعًا
8. ثامنًا

- [x] تمّ
- [ ] لم يتمّ بعد

> اقتباس طويل يقول فيه أحدهم شيئًا مهمًّا عن المصباح وعن الميناء وعن كل ما بينهما من ماء وضوء.
>
> - بند في الاقتباس

| الساعة | المدّ | note |
|:-------|:-----:|-----:|
| 4 | 2.10 | مرتفع |
| 10 | 0.40 | low |

\`\`\`js
const lamp = 'مصباح'; // on the left
\`\`\`

| عمود أول طويل الاسم | عمود ثانٍ طويل الاسم | عمود ثالث طويل الاسم | عمود رابع طويل الاسم | عمود خامس طويل الاسم | عمود سادس طويل |
|---|---|---|---|---|---|
| كلمةواحدةطويلةجدًّا | كلمةواحدةطويلةجدًّا | كلمةواحدةطويلةجدًّا | كلمةواحدةطويلةجدًّا | كلمةواحدةطويلةجدًّا | النهاية |

ملاحظة أخيرة[^1].

[^1]: وهذه هي.`,
};

/** Words that a line may part: at soft hyphens, and where there are no spaces. */
export const partedWords = {
  id: 'parted-words',
  lang: 'de',
  title: 'Donau\u00ADdampf\u00ADschiff\u00ADfahrt',
  dek: 'Silben und Wörter.',
  body_markdown: `Die Donau\u00ADdampf\u00ADschiff\u00ADfahrts\u00ADgesell\u00ADschafts\u00ADkapitäns\u00ADmütze lag neben der **Rind\u00ADfleisch\u00ADetiket\u00ADtie\u00ADrungs\u00ADüber\u00ADwachungs\u00ADauf\u00ADgaben** und der [Kraft\u00ADfahr\u00ADzeug\u00ADhaft\u00ADpflicht\u00ADver\u00ADsiche\u00ADrung](https://news.example/kfz), und beide Wörter waren zu lang für diese Zeile.

ประเทศไทยมีอาหารอร่อยมากมายและมีวัฒนธรรมที่น่าสนใจ นักท่องเที่ยวจากทั่วโลกเดินทางมาที่กรุงเทพมหานครเพื่อเยี่ยมชมวัดและพระราชวัง **ภาษาไทยไม่มีช่องว่างระหว่างคำ** จึงต้องใช้พจนานุกรม

ພາສາລາວເປັນພາສາທາງການຂອງສາທາລະນະລັດປະຊາທິປະໄຕປະຊາຊົນລາວ ແລະ ບໍ່ມີຊ່ອງຫວ່າງລະຫວ່າງຄຳ

ភាសាខ្មែរជាភាសាផ្លូវការរបស់ព្រះរាជាណាចក្រកម្ពុជាហើយមិនមានចន្លោះរវាងពាក្យទេ

မြန်မာဘာသာစကားသည်မြန်မာနိုင်ငံ၏ရုံးသုံးဘာသာစကားဖြစ်ပြီးစကားလုံးများကြားတွင်နေရာလွတ်မရှိပါ`,
};
