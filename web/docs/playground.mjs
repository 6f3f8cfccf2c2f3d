// The playground: what is chosen in the form is shown by the widget itself, and written out as the tag to paste.

const form = document.querySelector('form');
const preview = document.getElementById('preview');
const tag = document.getElementById('tag');
const copied = document.getElementById('copied');

const articleAttributes = ['toolbar', 'text-size', 'theme'];
const chatAttributes = ['position', 'topics', 'greeting', 'suggestions', 'theme'];

/** What is chosen and is not the default. @returns {Record<string, string>} */
function chosen() {
  const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
  if (values['text-size'] === '1') delete values['text-size'];
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** @param {HTMLElement} element @param {string[]} names @param {Record<string, string>} values */
function setAttributes(element, names, values) {
  for (const name of names)
    if (values[name] === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== values[name]) element.setAttribute(name, values[name]);
}

/** @param {Record<string, string>} values */
function showArticle(values) {
  const article = preview.querySelector('heidi-article') ?? document.createElement('heidi-article');
  setAttributes(article, ['src', ...articleAttributes], { ...values, src: values.article });
  if (!article.isConnected) preview.append(article);
}

let shownChat = '';

/** Some attributes count from the start only, so the chat is made anew. Nothing of a playground is stored. @param {Record<string, string>} values */
function showChat(values) {
  const wanted = JSON.stringify([values.chat, ...chatAttributes.map((name) => values[name])]);
  if (wanted === shownChat) return;
  shownChat = wanted;
  document.querySelector('heidi-chat')?.remove();
  if (!values.chat) return;
  const chat = document.createElement('heidi-chat');
  setAttributes(chat, ['endpoint', 'persist', ...chatAttributes], {
    ...values,
    endpoint: '/api/heidi',
    persist: 'none',
  });
  document.body.append(chat);
}

/** @param {string} value */
const quoted = (value) => `"${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;

/** @param {Record<string, string>} values */
function tagFor(values) {
  const ofChat = values.chat ? ['position', 'topics', 'greeting', 'suggestions', 'persist'] : [];
  const attributes = [
    ['data-article', values.article],
    ...(values.chat ? [['data-chat', '/api/heidi']] : []),
    ...[...articleAttributes, ...ofChat].filter((name) => values[name]).map((name) => [`data-${name}`, values[name]]),
  ];
  const lines = attributes.map(([name, value]) => `        ${name}=${quoted(value)}`);
  const script = `<script async src="https://cdn.example/heidi/heidi.js"\n${lines.join('\n')}></script>`;
  return values['own-accent']
    ? `${script}\n\n/* In your style sheet */\n:root { --heidi-accent: ${values.accent}; }`
    : script;
}

function show() {
  const values = chosen();
  form.elements.size.value = values['text-size'] ?? '1';
  const { style } = document.documentElement;
  if (values['own-accent']) style.setProperty('--heidi-accent', values.accent);
  else style.removeProperty('--heidi-accent');
  showArticle(values);
  showChat(values);
  tag.textContent = tagFor(values);
  copied.textContent = '';
}

async function offerArticles() {
  const { articles } = await (await fetch('/content/index.json')).json();
  for (const { title, url } of articles) form.elements.article.append(new Option(title, url));
}

document.getElementById('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(tag.textContent);
    copied.textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(tag);
    copied.textContent = 'Selected: copy it with your keyboard.';
  }
});
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
await offerArticles();
show();
