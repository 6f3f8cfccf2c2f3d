// Recognises what needs no search: a greeting, thanks, "who are you", and "what is this article about".

import { indexedForm, words } from './words.mjs';

/** @typedef {"greeting" | "thanks" | "about-heidi" | "about-article"} Intent */

/** @type {[Intent, RegExp][]} */
const whole = [
  [
    'greeting',
    /^(hi|hello|hey|hiya|howdy|good (morning|afternoon|evening|day)|hallo|moin|servus|grüezi|gr(ü|ue)(ß|ss) (dich|gott)|guten (tag|morgen|abend)|bonjour|salut|hola|ciao)( there| heidi| zusammen)?$/,
  ],
  [
    'thanks',
    /^(thanks?|thank you|thx|cheers|great|perfect|danke|vielen dank|merci|gracias)( (you|so|very|much|a lot|heidi|schön|sehr|you very much))*$/,
  ],
  [
    'about-heidi',
    /^(help|hilfe|who are you|what are you|what can you do|what do you do|how do you work|wer bist du|wer sind sie|was kannst du|was können sie)$/,
  ],
];

const aboutArticle =
  /\b(summar(y|i[sz]e)|tl;?dr|in short|what('s| is) .*\babout|what does .*\b(say|cover)|main points?|key points?|zusammenfassung|fasse?\b.*\bzusammen|worum geht|wovon handelt)/;

// What such a question may also hold without being about anything else.
const wholeWords = new Set(
  `about article artikel cover fass fasse geht gist give handelt key main page piece please point points read short
  story summaries summarise summarize summary text tl tldr dr worum wovon zusammen zusammenfassung`.split(/\s+/),
);

/** @param {string} text @returns {Intent | null} */
export function intentOf(text) {
  // Nobody greets at such length, and the patterns need not be tried on a page of text.
  if (text.length > 300) return null;
  const plain = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\p{P}\p{S}\s]*$/u, '')
    .replace(/^[\p{P}\p{S}\s]*/u, '')
    .replace(/[,!.]+/g, '')
    .replace(/\s+/g, ' ');
  for (const [intent, pattern] of whole) if (pattern.test(plain)) return intent;
  return aboutArticle.test(plain) ? 'about-article' : null;
}

/**
 * "What is this about?" means the open article; "What is the strike about?" is a question like any other.
 * @param {string} text a question of the intent "about-article"
 */
export function meansOpenArticle(text) {
  return words(text.toLowerCase()).every((word) => wholeWords.has(word) || indexedForm(word) === null);
}
