#!/usr/bin/env node
/*
 * A film of two hours: what a moving picture reads of it does not grow with the
 * film, nor with its place in it, with any subtitles and wish.
 */
import { clips } from './lib/long_captures.mjs';
import { done } from './lib/tap.mjs';

await clips(['gif', 'webp']);
await done();
