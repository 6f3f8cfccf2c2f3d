// Declares the host's functions to the linker. Each hands over to the object that shell/core/core.ts passes in as
// Module['heidi']; the names are quoted so that the optimiser leaves them alone.
addToLibrary({
  heidi_font: (text, length) => Module['heidi']['font'](text, length),
  heidi_advance: (font, text, length) => Module['heidi']['advance'](font, text, length),
  heidi_ascent: (font) => Module['heidi']['ascent'](font),
  heidi_descent: (font) => Module['heidi']['descent'](font),
  heidi_words: (text, length) => Module['heidi']['words'](text, length),

  heidi_graphics_open__deps: ['$GL'],
  heidi_graphics_open: () => {
    const context = Module['heidi']['openGraphics']();
    if (!context) return 0;
    const handle = GL.registerContext(context, { majorVersion: 2, minorVersion: 0, enableExtensionsByDefault: false });
    return GL.makeContextCurrent(handle) ? 1 : 0;
  },
  heidi_tile_begin: (width, height) => Module['heidi']['beginTile'](width, height),
  heidi_tile_end: () => Module['heidi']['endTile'](),
  heidi_strip_begin: (width, height) => Module['heidi']['beginStrip'](width, height),
  heidi_strip_run: (font, text, length, rgba, rightToLeft, x, y, width, height, penX, penY, ratio) =>
    Module['heidi']['drawRun'](font, text, length, rgba, rightToLeft, x, y, width, height, penX, penY, ratio),
  heidi_strip_end__deps: ['$GL'],
  heidi_strip_end: (texture, top) => {
    GLctx.bindTexture(0x0de1 /* TEXTURE_2D */, GL.textures[texture]);
    GLctx.texSubImage2D(0x0de1, 0, 0, top, 0x1908 /* RGBA */, 0x1401 /* UNSIGNED_BYTE */, Module['heidi']['strip']());
  },

  heidi_request_frame: (pause) => Module['heidi']['requestFrame'](pause),
  heidi_send_frame: (widget, json, length) => Module['heidi']['sendFrame'](widget, json, length),
  heidi_emit: (widget, name, nameLength, json, length) => Module['heidi']['emit'](widget, name, nameLength, json, length),

  heidi_fetch: (widget, request, url, urlLength, post, headers, headersLength, body, bodyLength) =>
    Module['heidi']['fetch'](widget, request, url, urlLength, post, headers, headersLength, body, bodyLength),
  heidi_convert: (widget, request, format, formatLength, src, srcLength, text, length) =>
    Module['heidi']['convert'](widget, request, format, formatLength, src, srcLength, text, length),
  heidi_abort: (widget, request) => Module['heidi']['abort'](widget, request),
  heidi_save: (widget, bytes, length) => Module['heidi']['save'](widget, bytes, length),
  heidi_clear_saved: (widget) => Module['heidi']['clearSaved'](widget),
  heidi_reclaim_saved: (widget) => Module['heidi']['reclaimSaved'](widget),
  heidi_arm_timer: (widget, at) => Module['heidi']['armTimer'](widget, at),
  heidi_disarm_timer: (widget) => Module['heidi']['disarmTimer'](widget),
  heidi_now_ms: () => Module['heidi']['now'](),
  heidi_wall_clock_ms: () => Module['heidi']['wallClock'](),
  heidi_roll: () => Module['heidi']['roll'](),

  heidi_sine: (radians) => Math.sin(radians),
  heidi_number: (text, length) => Module['heidi']['number'](text, length),
  heidi_localized_date: (iso, isoLength, locale, localeLength) =>
    Module['heidi']['localizedDate'](iso, isoLength, locale, localeLength),
  heidi_localized_number: (number, locale, localeLength) => Module['heidi']['localizedNumber'](number, locale, localeLength),
  heidi_plural_category: (number, locale, localeLength) => Module['heidi']['pluralCategory'](number, locale, localeLength),
});
