/* Where the app lives. The server writes <base href> at start, so one build
 * serves any path behind a reverse proxy. */

export function apiUrl(path: string, base: string = document.baseURI): string {
  return new URL(path, base).href;
}

/** The router's base: the base path without its last slash ('' at the root). */
export function routerBase(base: string = document.baseURI): string {
  return new URL('.', base).pathname.replace(/\/+$/, '');
}

/** An address a person can send to somebody. The server's own URLs carry the
 * base path already and begin with a slash. */
export function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}

export function isDemo(): boolean {
  return document.querySelector('meta[name="mediasnap-demo"]') !== null;
}
