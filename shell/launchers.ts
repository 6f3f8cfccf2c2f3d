// What the launcher says is in the loader for all languages: no page pays a request for a chat that nobody opens.

import { launcher as ar } from './locales/ar.json';
import { launcher as de } from './locales/de.json';
import { launcher as en } from './locales/en.json';
import { launcher as es } from './locales/es.json';
import { launcher as fr } from './locales/fr.json';
import { launcher as he } from './locales/he.json';
import { launcher as hi } from './locales/hi.json';
import { launcher as ja } from './locales/ja.json';
import { launcher as pt } from './locales/pt.json';
import { launcher as zh } from './locales/zh.json';

/** By language subtag; a new language is a file in locales/ and a name here. */
export const launchers: Record<string, string> = { ar, de, en, es, fr, he, hi, ja, pt, zh };
