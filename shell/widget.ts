// Loaded when a widget is needed: everything but the loader.

export { type ArticleController, type ChatController, type ChatVerb, control } from './controllers.js';
