#!/usr/bin/env node
// make bench: what MediaSnap costs, beside the least that it could cost.
// Names of parts as arguments: only these.
import { finish } from '../t/lib/tap.mjs';
import { captures } from './captures.mjs';
import { gallery } from './gallery.mjs';
import { load } from './load.mjs';
import { long } from './long.mjs';
import { table } from './measure.mjs';
import { phone } from './phone.mjs';
import { poll, start } from './poll.mjs';
import { rates } from './rates.mjs';
import { scroll } from './scroll.mjs';

const parts = { captures, long, rates, gallery, load, poll, start, scroll, phone };
const names = process.argv.slice(2);

for (const name of names.length ? names : Object.keys(parts))
	await parts[name]();
table();
await finish(0);
