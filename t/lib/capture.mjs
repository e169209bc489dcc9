/*
 * What the tests of captures share: captures made by the engine alone
 * (t/capture-tool), work for every core.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folder } from './films.mjs';
import { command } from './frames.mjs';

const TOOL = path.resolve(process.env.builddir ?? '.', 't/capture-tool');
/* What it knows of the films, as long as it is the same tool. */
process.env.PROBES_DB = path.join(folder, '.work',
    `probes-${fs.statSync(TOOL).mtimeMs}.db`);

/* A folder for this capture's work files alone, beside what it makes. */
function
alone(request)
{
	const dir = `${request.out}.work`;

	fs.mkdirSync(dir, { recursive: true });
	return { ...request, dir };
}

/* Requests about one file: { request, answer } of each, in order. */
export async function
capture(...requests)
{
	const said = await command(TOOL, requests.map((request) =>
	    JSON.stringify(alone(request))));
	const lines = String(said).trim().split('\n');

	return requests.map((request, i) => ({ request,
	    answer: JSON.parse(lines[i]) }));
}

/* f of each, as many at a time as there are cores; results in order. */
export async function
each(list, f)
{
	const results = [], todo = [...list.entries()];
	const worker = async () => {
		for (let one; (one = todo.shift());)
			results[one[0]] = await f(one[1], one[0]);
	};

	await Promise.all(os.cpus().map(worker));
	return results;
}
