#!/usr/bin/env node
// The app's own tests of its logic, which Vitest runs and tells as TAP.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { srcdir } from './lib/stack.mjs';
import { skipAll } from './lib/tap.mjs';

const app = join(srcdir, 'static');
const vitest = join(app, 'node_modules/vitest/vitest.mjs');

if (!existsSync(vitest))
	await skipAll('no static/node_modules: run "npm ci" in static/');
spawn(process.execPath, [vitest, 'run', '--reporter=tap-flat'],
	{ cwd: app, stdio: ['ignore', 'inherit', 'inherit'] })
	.on('close', (code) => process.exit(code ?? 1));
