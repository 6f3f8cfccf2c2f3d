// Vue templates with the two elements: `import type {} from 'ask-heidi/vue'` once.

import type { DefineComponent } from 'vue';
import type { HeidiArticleAttributes, HeidiChatAttributes } from './index.js';

declare module 'vue' {
  interface GlobalComponents {
    'heidi-article': DefineComponent<HeidiArticleAttributes>;
    'heidi-chat': DefineComponent<HeidiChatAttributes>;
  }
}
