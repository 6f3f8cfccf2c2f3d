// JSX of React 19 for the two elements: `import type {} from 'ask-heidi/react'` once.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type {
  HeidiArticleAttributes,
  HeidiArticleElement,
  HeidiChatAttributes,
  HeidiChatElement,
  HeidiEvents,
} from './index.js';

// React hands "on…" of a custom element to addEventListener as it is written.
type Listeners = { [Name in keyof HeidiEvents as `on${Name}`]?: (event: HeidiEvents[Name]) => void };
type Props<Element, Attributes> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Attributes> &
  Attributes &
  Listeners;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'heidi-article': Props<HeidiArticleElement, HeidiArticleAttributes>;
      'heidi-chat': Props<HeidiChatElement, HeidiChatAttributes>;
    }
  }
}
