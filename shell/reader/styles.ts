export const comfortsSheetText = `
::highlight(heidi-spoken) { background: var(--_mark); }
.popup { box-sizing: border-box; max-width: min(560px, calc(100vw - 32px)); max-height: min(80vh, 720px); padding: 18px 22px 20px; border: 0; border-radius: 14px; overflow: auto;
  font: 16px/24px var(--_family-interface); color: var(--_text); background: var(--_paper); box-shadow: 0 0 0 1px var(--_line), 0 16px 60px #00000059; }
.popup::backdrop { background: #00000066; }
.popup h2 { margin: 0; margin-block-end: 10px; margin-inline-end: 40px; font: 700 18px/26px var(--_family-interface); }
.popup button { font: inherit; color: inherit; padding: 6px 12px; background: none; border: 1px solid var(--_line); border-radius: 8px; cursor: pointer; }
.popup .close { position: absolute; inset-block-start: 14px; inset-inline-end: 14px; border: 0; color: var(--_muted); }
.popup ol { margin: 0; padding: 0; list-style: none; }
.popup li { display: flex; gap: 8px; align-items: baseline; }
.popup li a { flex: 1; padding: 7px 0; color: inherit; text-decoration: none; }
.popup li a:hover { color: var(--_accent); text-decoration: underline; }
.popup li button { border: 0; padding: 4px 8px; color: var(--_muted); }
.popup dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin: 0 0 16px; }
.popup p { margin: 0 0 12px; color: var(--_muted); }
.popup dd { margin: 0; }
.popup kbd { display: inline-block; min-width: 28px; padding: 1px 7px; box-sizing: border-box; text-align: center; font: 14px/22px var(--_family-mono); border: 1px solid var(--_line); border-radius: 5px; }
.popup button:hover, .resume button:hover, .heading-link:hover { background: var(--_hover); }
.popup :focus-visible, .resume :focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.lightbox { max-width: calc(100vw - 32px); max-height: calc(100vh - 32px); }
.lightbox img { display: block; max-width: 100%; max-height: calc(100vh - 130px); margin: 0 auto; border-radius: 6px; cursor: zoom-out; }
img:not(a img) { cursor: zoom-in; }
.ask-about { position: absolute; z-index: 2; padding: 8px 14px; border: 0; border-radius: 8px; font: 600 14px/20px var(--_family-interface); color: var(--_on-accent);
  background: var(--_accent); box-shadow: 0 3px 12px #00000040; cursor: pointer; white-space: nowrap; }
.progress { position: sticky; top: 0; z-index: 1; height: 3px; margin-bottom: -3px; background: var(--_accent); transform: scaleX(var(--_read, 0)); transform-origin: left; }
.progress:dir(rtl) { transform-origin: right; }
.resume { position: sticky; bottom: 16px; z-index: 1; display: flex; width: fit-content; margin: -48px auto 8px; border-radius: 10px; overflow: hidden; font: 600 15px/22px var(--_family-interface);
  color: var(--_text); background: var(--_paper); box-shadow: 0 0 0 1px var(--_line), 0 4px 18px #00000033; }
.resume button { padding: 9px 14px; border: 0; font: inherit; color: inherit; background: none; cursor: pointer; }
.heading-link { position: absolute; z-index: 1; padding: 2px 7px; border: 0; border-radius: 6px; font: 600 16px/24px var(--_family-interface); color: var(--_muted); background: none; cursor: pointer; }
.note-preview { position: absolute; z-index: 2; box-sizing: border-box; width: max-content; max-width: min(360px, calc(100% - 16px)); padding: 10px 14px; border-radius: 10px; font: 15px/22px var(--_family-body);
  color: var(--_text); background: var(--_paper); box-shadow: 0 0 0 1px var(--_line), 0 6px 24px #0000004d; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { .progress, .resume, .heading-link, .note-preview, .popup { display: none; } }
`;
