// Loaded when a widget is needed: everything but the loader. One core serves all widgets of the page.

import { ArticleView } from './article_view.js';
import { ChatView } from './chat_view.js';
import { CoreLink } from './core_link.js';
import type { WidgetHost } from './widget_view.js';

export type { ArticleView, ChatView };

let link: CoreLink | null = null;

/** A core that has failed is left to those who still show its error bar; who comes next gets a new one. */
function coreFor({ addressOf }: WidgetHost): CoreLink {
  if (!link || link.hasFailed) link = new CoreLink(addressOf, true);
  return link;
}

function stopIfUnused(used: CoreLink): void {
  if (!used.isEmpty) return;
  used.stop();
  if (link === used) link = null;
}

export function showArticle(host: WidgetHost): ArticleView {
  const core = coreFor(host);
  const view = new ArticleView(host, core);
  return releasing(view, core);
}

export function showChat(host: WidgetHost, close: () => void, unread: (count: number) => void): ChatView {
  const core = coreFor(host);
  const view = new ChatView(host, core, close, unread);
  return releasing(view, core);
}

/** The last widget takes the core with it: worker, graphics context and all. */
function releasing<View extends { destroy(): void }>(view: View, core: CoreLink): View {
  const destroy = view.destroy.bind(view);
  view.destroy = () => {
    destroy();
    stopIfUnused(core);
  };
  return view;
}
