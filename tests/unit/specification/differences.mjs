// Where the semantic layer differs from the HTML of a specification, by the number of the example, and why.

const eightDigits = 'CommonMark 0.29.0 of cmark reads numbers of characters with up to eight digits, now it is seven';
const symbols = 'since CommonMark 0.31 symbols count as punctuation beside * and _, as £ and € here';
const bareAddress = 'GitHub: a bare address is a link';
const strongInStrong = 'GitHub renders strong in strong once, though its parser and CommonMark have it twice';

/** @type {Record<number, string>} */
export const commonMarkDifferences = {
  28: eightDigits,
  354: symbols,
  602: bareAddress,
  606: bareAddress,
  608: bareAddress,
  611: bareAddress,
  612: bareAddress,
};

/** The examples of CommonMark in GitHub's specification are rendered without its extensions. @type {Record<number, string>} */
export const gfmDifferences = {
  398: strongInStrong,
  426: strongInStrong,
  434: strongInStrong,
  435: strongInStrong,
  436: strongInStrong,
  473: strongInStrong,
  474: strongInStrong,
  475: strongInStrong,
  477: strongInStrong,
  610: bareAddress,
  614: bareAddress,
  616: bareAddress,
  619: bareAddress,
  620: bareAddress,
};
