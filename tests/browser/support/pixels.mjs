// Pictures of what is shown, and how much two of them differ.
import assert from 'node:assert/strict';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { ssim } from 'ssim.js';

/** @typedef {{width: number, height: number, data: Buffer, scale: number}} Picture */

/** @param {import('playwright-core').Locator} locator @returns {Promise<Picture>} */
export async function pictureOf(locator) {
  const bytes = await locator.screenshot({ animations: 'disabled', caret: 'hide' });
  const scale = await locator.evaluate(() => devicePixelRatio);
  return Object.assign(PNG.sync.read(bytes), { scale });
}

/** @param {import('playwright-core').Locator} locator */
export async function areaOf(locator) {
  return locator.evaluate((element) => {
    const { x, y } = element.getBoundingClientRect();
    return { x: x + scrollX, y: y + scrollY };
  });
}

// As high as a line of text: a line that is missing or misplaced shows in its band, however long the page is.
const bandCssPx = 30;

/**
 * `share` of the pixels that look different to the eye, anti-aliasing aside; `mean` difference of a channel, of 255,
 * and the `worst` mean in any band of the picture.
 * @param {Picture} a
 * @param {Picture} b
 */
export function differenceOf(a, b) {
  const { width, height } = a;
  assert.deepEqual([width, height], [b.width, b.height], 'the pictures have the same size');
  const different = pixelmatch(a.data, b.data, undefined, width, height, { threshold: 0.2 });
  const bandBytes = bandCssPx * a.scale * width * 4;
  const sums = new Array(Math.ceil(a.data.length / bandBytes)).fill(0);
  for (let i = 0; i < a.data.length; i += 1) sums[Math.floor(i / bandBytes)] += Math.abs(a.data[i] - b.data[i]);
  const channels = 3 / 4;
  return {
    share: different / (width * height),
    mean: sums.reduce((sum, one) => sum + one) / (a.data.length * channels),
    worst: Math.max(...sums) / (bandBytes * channels),
  };
}

/**
 * The mean difference of a channel in an area of two pictures of the same size, of 255.
 * @param {Picture} a
 * @param {Picture} b
 * @param {{x: number, y: number, width: number, height: number}} area in CSS pixels
 */
export function differenceIn(a, b, area) {
  const [left, top] = [Math.floor(area.x * a.scale), Math.floor(area.y * a.scale)];
  const right = Math.min(a.width, Math.ceil((area.x + area.width) * a.scale));
  const bottom = Math.min(a.height, Math.ceil((area.y + area.height) * a.scale));
  let sum = 0;
  for (let y = top; y < bottom; y += 1)
    for (let i = (y * a.width + left) * 4; i < (y * a.width + right) * 4; i += 1)
      sum += Math.abs(a.data[i] - b.data[i]);
  return sum / Math.max(1, (right - left) * (bottom - top) * 3);
}

/**
 * The brightness of what is written in an area and of what it is written on: its extreme farthest from the corner's,
 * and the corner's. 0 is black, 255 is white.
 * @param {Picture} picture
 * @param {{x: number, y: number, width: number, height: number}} area in CSS pixels of the picture
 */
export function inkIn({ width, data, scale }, area) {
  const brightness = (/** @type {number} */ x, /** @type {number} */ y) => {
    const at = (y * width + x) * 4;
    return (data[at] * 299 + data[at + 1] * 587 + data[at + 2] * 114) / 1000;
  };
  const [left, top] = [Math.round(area.x * scale), Math.round(area.y * scale)];
  const background = brightness(left, top);
  let ink = background;
  for (let y = top; y < top + area.height * scale - 1; y += 1)
    for (let x = left; x < left + area.width * scale - 1; x += 1)
      if (Math.abs(brightness(x, y) - background) > Math.abs(ink - background)) ink = brightness(x, y);
  return { ink: Math.round(ink), background: Math.round(background) };
}

/** @typedef {{x: number, y: number, width: number, height: number}} Area in CSS pixels of the picture */

/** The part of a picture, as far as there is one. @param {Picture} picture @param {Area} area @returns {Picture} */
function cutOut({ data, width, height, scale }, area) {
  const [left, top] = [Math.max(0, Math.floor(area.x * scale)), Math.max(0, Math.floor(area.y * scale))];
  const right = Math.min(width, Math.ceil((area.x + area.width) * scale));
  const bottom = Math.min(height, Math.ceil((area.y + area.height) * scale));
  const rows = [];
  for (let y = top; y < bottom; y += 1) rows.push(data.subarray((y * width + left) * 4, (y * width + right) * 4));
  return { width: right - left, height: bottom - top, data: Buffer.concat(rows), scale };
}

// What differs from the paper by less is the rim of an anti-aliased glyph, of 255.
const inkThreshold = 60;

/**
 * The box around all that differs clearly from the area's corner, in CSS pixels from that corner; null: nothing does.
 * @param {Picture} picture
 * @param {Area} area
 */
export function inkBoxIn(picture, area) {
  const { data, width, height, scale } = cutOut(picture, area);
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const contrast = Math.max(...[0, 1, 2].map((channel) => Math.abs(data[at + channel] - data[channel])));
      if (contrast < inkThreshold) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
    }
  if (box.right === 0) return null;
  return { left: box.left / scale, top: box.top / scale, right: box.right / scale, bottom: box.bottom / scale };
}

/**
 * The structural similarity (Wang et al. 2004) of two pictures in an area: 1 is the same.
 * @param {Picture} a
 * @param {Picture} b
 * @param {Area} area
 */
export function likenessIn(a, b, area) {
  const pixels = (/** @type {Picture} */ picture) => {
    const { data, width, height } = cutOut(picture, area);
    return { data: new Uint8ClampedArray(data), width, height };
  };
  return ssim(pixels(a), pixels(b), { downsample: false }).mssim;
}
