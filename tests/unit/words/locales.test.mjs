// Every locale file says all that English says, with the same placeholders, in the forms in which its language counts.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../../../shell/locales/', import.meta.url);
const languages = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

/** @typedef {string | Record<string, string>} Text one form, or one for each plural category */

/** @param {string} language @returns {Record<string, Text>} */
const textsIn = (language) => JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8'));

const english = textsIn('en');

/** @param {Text} text */
const formsOf = (text) => (typeof text === 'string' ? [text] : Object.values(text));

/** @param {string} text */
const placeholdersIn = (text) => (text.match(/\{\w*\}/g) ?? []).sort().join(' ');

for (const language of languages) {
  const texts = textsIn(language);
  const entries = Object.entries(texts);

  test(`${language}: the same texts as in English, in the same order`, () => {
    assert.deepEqual(Object.keys(texts), Object.keys(english));
  });

  test(`${language}: no text is empty, has stray spaces or line ends`, () => {
    for (const [key, text] of entries)
      for (const form of formsOf(text)) assert.match(form, /^\S(?:[^\n\t]*\S)?$/, `${key}: ${form}`);
  });

  test(`${language}: what is counted has a form for every category of the language, and no other`, () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, text] of entries) {
      assert.equal(typeof text, typeof english[key], key);
      if (typeof text === 'object') assert.deepEqual(Object.keys(text).sort(), [...pluralCategories].sort(), key);
    }
  });

  test(`${language}: the placeholders are those of English`, () => {
    for (const [key, text] of entries) {
      const expected = placeholdersIn(formsOf(english[key]).at(-1) ?? '');
      // Of one, two or none of a thing a language may have a word of its own: "deux minutes", "بلا كلمات".
      const ownWord = typeof text === 'object' ? placeholdersIn(expected.replace('{count}', '')) : expected;
      for (const [category, form] of Object.entries(typeof text === 'string' ? { other: text } : text)) {
        const allowed = ['zero', 'one', 'two'].includes(category) ? [expected, ownWord] : [expected];
        assert.ok(allowed.includes(placeholdersIn(form)), `${key}: ${form}`);
      }
    }
  });

  test(`${language}: names hold what is seen of a button, for those who speak to their computer (WCAG 2.5.3)`, () => {
    for (const [seen, name] of [
      ['copy_code', 'copy_code_name'],
      ['try_now', 'try_now_name'],
      ['resume', 'resume_name'],
    ]) {
      const [label, spoken] = [texts[seen], texts[name]].map((text) => String(text).toLocaleLowerCase(language));
      assert.ok(spoken.includes(label), `${spoken} has no ${label}`);
    }
  });
}

test('no language has left a text in English', () => {
  // The same word in both, as "Sepia" is.
  const shared = /^(Heidi|Heidi: \{answer\}|Auto|Pause|Sepia|Sources|E-mail|Note \{number\})$/;
  for (const language of languages.filter((name) => name !== 'en'))
    for (const [key, text] of Object.entries(textsIn(language)))
      for (const form of formsOf(text))
        if (formsOf(english[key]).includes(form)) assert.match(form, shared, `${language} ${key}`);
});

test('the loader knows every language that there is', () => {
  const loader = readFileSync(new URL('../launchers.ts', folder), 'utf8');
  const known = [...loader.matchAll(/from '\.\/locales\/(\w+)\.json'/g)].map(([, name]) => name);
  assert.deepEqual(known.sort(), [...languages].sort());
});
