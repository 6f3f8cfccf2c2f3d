// What partners are told is what there is: attributes, events, verbs, custom properties and parts have the same names in the
// code, in the package's types and manifest, and on the page for partners.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'parse5';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');
const sorted = (names) => [...new Set(names)].sort();
const found = (text, pattern) => sorted([...text.matchAll(pattern)].map((match) => match[1]));

const filesIn = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => read(`${folder}/${name}`))
    .join('\n');
const shell = filesIn('shell', '.ts').replaceAll(read('shell/package/index.d.ts'), '');
const core = filesIn('src', '.cpp');
const types = read('shell/package/index.d.ts');
const [article, chat] = JSON.parse(read('shell/package/custom-elements.json')).modules[0].declarations;
const namesOf = (list) => sorted(list.map(({ name }) => name));

/** The words in the first column of a table. */
function wordsIn(id) {
  const all = [];
  const walk = (node, inTable, inHead) => {
    const isTable = inTable || node.attrs?.some(({ name, value }) => name === 'id' && value === id);
    const isHead = inHead || node.nodeName === 'th';
    if (isTable && isHead && node.nodeName === 'code') all.push(node.childNodes[0].value);
    for (const child of node.childNodes ?? []) walk(child, isTable, isHead);
  };
  walk(parse(read('web/docs/index.html')), false, false);
  assert.ok(all.length > 0, `there is a table "${id}"`);
  return sorted(all);
}

/** Members of an interface in the package's types. */
const membersOf = (name) =>
  found(types.match(new RegExp(`interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`))[1], /^ {2}'?([\w-]+)'?\??[:<(]/gm);

test('the attributes of both elements', () => {
  for (const [element, list, shownIn, interfaceName] of [
    [article, 'watchedOfArticle', 'article-attributes', 'HeidiArticleAttributes'],
    [chat, 'watchedOfChat', 'chat-attributes', 'HeidiChatAttributes'],
  ]) {
    const told = namesOf(element.attributes);
    assert.deepEqual(membersOf(interfaceName), told);
    assert.deepEqual(wordsIn(shownIn), told);
    const watched = read('shell/controllers.ts').match(new RegExp(`${list} = \\[([\\s\\S]*?)\\]`))[1];
    for (const name of found(watched, /'([\w-]+)'/g)) assert.ok(told.includes(name), `${list} has ${name}`);
  }
});

test('every attribute that is told is read by the code', () => {
  for (const name of namesOf([...article.attributes, ...chat.attributes]))
    assert.match(shell, new RegExp(`'${name}'`), name);
});

test('the events', () => {
  const told = namesOf([...article.events, ...chat.events]).map((name) => name.replace('heidi:', ''));
  assert.deepEqual(membersOf('HeidiEventDetails'), told);
  assert.deepEqual(
    wordsIn('events-table').map((name) => name.replace('heidi:', '')),
    told,
  );
  // What the core says to the shell alone.
  const inside = [
    'close-wanted',
    'submit-wanted',
    'taken',
    'reconnect-state',
    'reload-wanted',
    'compose',
    'transcript',
    'text-size-wanted',
    'theme-chosen',
    'article-whole',
  ];
  const emitted = [
    ...found(core, /\bemit\("([\w-]+)"/g),
    ...found(shell, /\b(?:emit|tell)\(\s*'([\w-]+)'/g),
    'open',
    'close',
  ];
  assert.deepEqual(
    sorted(emitted).filter((name) => !inside.includes(name)),
    told,
  );
});

test('the verbs', () => {
  const api = read('shell/page_api.ts');
  const [, ofThePage] = api.match(/const ofThePage = \{([\s\S]*?)\n\} satisfies/);
  const [, ofTheChat] = api.match(/const ofTheChat = \[([\s\S]*?)\]/);
  const told = membersOf('HeidiVerbs');
  assert.deepEqual(sorted([...found(ofThePage, /^ {2}(\w+)[:,]/gm), ...found(ofTheChat, /'(\w+)'/g)]), told);
  assert.deepEqual(wordsIn('verbs-table'), told);
});

test('the custom properties', () => {
  const told = namesOf([...article.cssProperties, ...chat.cssProperties]);
  assert.deepEqual(found(shell, /var\((--heidi-[a-z-]+)/g), told);
  assert.deepEqual(wordsIn('properties-table'), told);
});

test('the parts', () => {
  const told = namesOf([...article.cssParts, ...chat.cssParts]);
  const given = [
    ...found(core, /AttributeName::Part, "([a-z-]+)"/g),
    ...found(shell, /part(?:\.add\(| = )'([\w-]+)'/g),
  ];
  assert.deepEqual(sorted(given), told);
  assert.deepEqual(wordsIn('parts-table'), told);
});

test('the README names every verb, event and custom property too', () => {
  const readme = read('README.md');
  for (const name of membersOf('HeidiVerbs')) assert.match(readme, new RegExp(`\\b${name}\\b`), name);
  for (const name of membersOf('HeidiEventDetails')) assert.match(readme, new RegExp(`:${name}\\b`), name);
  for (const name of wordsIn('properties-table')) assert.ok(readme.includes(`\`${name}\``), name);
});

test('the version is the same everywhere', () => {
  const { version } = JSON.parse(read('package.json'));
  assert.equal(read('shell/page_api.ts').match(/const version = '(.*?)'/)[1], version);
});
