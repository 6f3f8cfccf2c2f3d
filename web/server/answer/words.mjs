// Words for the full-text search: found in any script, folded so that their forms meet.

// Word boundaries of Thai, Chinese and Japanese are not marked by spaces; the segmenter knows their dictionaries.
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** @param {string} text */
export function words(text) {
  /** @type {string[]} */
  const found = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) found.push(segment);
  return found;
}

// Words that say how one asks rather than what about. English and German, the languages of our replies.
const stopWords = new Set(
  `a about again all also am an and any are as at be been but by can could did do does explain for from had has have
  he her him his how i if in into is it its just know let like many me more much my of on or our please s say says
  she should show so some tell than that the their them then there these they this those to too up us very was we
  were what when where which who whom whose why will with would you your
  aber als am an auch auf aus bei bin bis bitte da das dass dein dem den der des die dies diese dieser doch du ein
  eine einem einen einer eines er erzahl erzahle es etwas fur gibt hat ich ihr im in ist ja kann kannst man mehr mein
  mich mir mit nach nicht noch nur oder sag schon sein sich sie sind so uber um und uns vom von vor wann war warum
  was weil welche welcher wenn wer werden wie wird wo wofur zu zum zur`
    .split(/\s+/)
    .filter(Boolean),
);

/**
 * The form of a word that is indexed and searched for.
 * @param {string} word
 * @returns {string | null} null for a word that is not
 */
export function indexedForm(word) {
  const folded = word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  // Folding Indic or Arabic marks away would leave another word or none; those scripts keep theirs.
  const base = /^[\p{Script=Latin}\p{N}\p{P}]+$/u.test(folded) ? folded : word.normalize('NFKC').toLowerCase();
  return stopWords.has(base) ? null : withoutEnding(base);
}

// Plurals only. A real stemmer for each language would be a dependency each; prefix and fuzzy search do the rest.
/** @param {string} word */
function withoutEnding(word) {
  if (!/^[a-z]{4,}$/.test(word) || /(ss|us|is)$/.test(word)) return word;
  return word.replace(/ies$/, 'y').replace(/s$/, '');
}

/** @param {string} text @returns {string[]} each form once */
export function searchForms(text) {
  const forms = words(text).map(indexedForm);
  return [...new Set(forms.filter((form) => form !== null))];
}
