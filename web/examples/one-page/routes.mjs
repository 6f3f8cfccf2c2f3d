// Navigation without loading the page again: each route has an article of its own, the chat is the same for all.

const route = document.getElementById('route');
const links = [...document.querySelectorAll('nav a')];
const storyOf = (/** @type {string} */ href) => new URL(href).searchParams.get('story') ?? 'tide-shed';

/** @param {string} story */
function viewOf(story) {
  if (story === '') {
    const about = document.createElement('p');
    about.textContent = 'Three stories of an invented newspaper, and a chat that stays open between them.';
    return about;
  }
  const article = document.createElement('heidi-article');
  article.setAttribute('src', `/content/${story}.json`);
  return article;
}

function show() {
  const story = storyOf(location.href);
  route.replaceChildren(viewOf(story));
  for (const link of links)
    if (storyOf(link.href) === story) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
}

function change() {
  if (!document.startViewTransition) return show();
  // Another click may come before the last change was shown: its transition is skipped then, which is no error.
  document.startViewTransition(show).ready.catch(() => {});
}

document.querySelector('nav').addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  change();
  route.focus({ preventScroll: true });
});

window.addEventListener('popstate', change);
show();
