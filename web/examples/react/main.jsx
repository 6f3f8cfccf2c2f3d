// The elements in JSX. React hands attributes and listeners of a custom element on as they are written.

import { Heidi } from 'ask-heidi';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

const stories = [
  { name: 'Tides', src: '/content/tide-shed.json' },
  { name: 'Hearing aids', src: '/content/hearing-aid.json' },
];

function Page() {
  const [src, setSrc] = useState(stories[0].src);
  const [title, setTitle] = useState('');
  const [unread, setUnread] = useState(0);
  return (
    <>
      <p className="back">
        <a href="/examples/">Examples</a>
      </p>
      <h1>A page made with React</h1>
      <nav aria-label="Stories">
        {stories.map((story) => (
          <button type="button" key={story.src} aria-pressed={story.src === src} onClick={() => setSrc(story.src)}>
            {story.name}
          </button>
        ))}{' '}
        <button type="button" onClick={() => Heidi.ask('What is this story about?')}>
          Ask what it is about
        </button>
      </nav>
      <p role="status">
        {title && `Reading “${title}”. `}
        {unread > 0 && `Answers you have not seen: ${unread}.`}
      </p>
      <heidi-article src={src} onheidi:article-open={({ detail }) => setTitle(detail.title)}>
        <p>The story is on its way.</p>
      </heidi-article>
      <heidi-chat endpoint="/api/heidi" onheidi:unread={({ detail }) => setUnread(detail.count)} />
    </>
  );
}

createRoot(document.getElementById('page')).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
