// Shows the picked story without loading the page again. Without this script the links work as links.

const stories = document.querySelector('.stories');

/** @param {HTMLAnchorElement} link */
function show(link) {
  const reader = document.querySelector('heidi-article');
  if (!reader) return false;
  reader.setAttribute('src', link.dataset.source);
  for (const other of stories.querySelectorAll('a[aria-current]')) other.removeAttribute('aria-current');
  link.setAttribute('aria-current', 'page');
  return true;
}

stories.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-source]');
  // Ctrl-click and its kin mean: somewhere else than here.
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!show(link)) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  document.getElementById('story').focus({ preventScroll: true });
  document.getElementById('story').scrollIntoView();
});

window.addEventListener('popstate', () => {
  const wanted = new URL(location.href).searchParams.get('article');
  const links = [...stories.querySelectorAll('a[data-source]')];
  show(links.find((link) => new URL(link.href).searchParams.get('article') === wanted) ?? links[0]);
});
