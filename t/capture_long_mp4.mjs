#!/usr/bin/env node
/*
 * A film of two hours: what an MP4, copied or encoded, reads of it does not grow
 * with the film, nor with its place in it, with any subtitles and wish.
 */
import { clips } from './lib/long_captures.mjs';
import { done } from './lib/tap.mjs';

await clips(['fast', 'precise']);
await done();
