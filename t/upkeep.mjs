#!/usr/bin/env node
// The README's "Running it", word for word, in a private folder: back up while
// it runs, lose everything, restore.  systemctl is a stand-in that takes notes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync }
	from 'node:fs';
import { join } from 'node:path';
import { scene } from './lib/scene.mjs';
import { srcdir, stack } from './lib/stack.mjs';
import { done, is, ok, tmpdir } from './lib/tap.mjs';

const readme = readFileSync(join(srcdir, 'README.md'), 'utf8');

// The commands of a section: its first indented block.
function commands(heading) {
	const at = readme.indexOf(`\n### ${heading}\n`);
	const block = /\n\n((?:\t.*\n)+)/.exec(readme.slice(at));
	return block[1].replace(/^\t/gm, '');
}

const dir = tmpdir();
const data = join(dir, 'data');
const backup = join(dir, 'backup');
const bin = join(dir, 'bin');
mkdirSync(data);
mkdirSync(bin);
writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "$*" >> ${dir}/notes\n`,
	{ mode: 0o755 });

function type(heading) {
	const r = spawnSync('sh', ['-ec', commands(heading)
		.replaceAll('/var/lib/mediasnap', data)
		.replaceAll('/srv/backup', backup)
		.replaceAll('/etc/mediasnap.env', join(dir, 'mediasnap.env'))
		.replaceAll('/usr/share/doc/mediasnap', join(srcdir, 'systemd'))],
	{ encoding: 'utf8', cwd: dir, env: { ...process.env, EDITOR: 'true',
		PATH: `${bin}:${process.env.PATH}` } });
	is([r.status, r.stderr], [0, ''], `${heading}: its commands succeed`);
}

type('At boot');
is(statSync(join(dir, 'mediasnap.env')).mode & 0o777, 0o600,
	'the settings are for root alone');

const { s, plex, shot } = await scene({ dir });
const kept = (await shot()).json;
type('Back up');
const later = (await shot()).json;
ok(kept.id && later.id, 'a capture before the backup, and one after it');
await s.stop();
rmSync(data, { recursive: true });
mkdirSync(data);
type('Restore');
is(readFileSync(join(dir, 'notes'), 'utf8').trim().split('\n').slice(-2),
	['stop mediasnap', 'start mediasnap'], '  between a stop and a start');
const again = await stack({ dir, env: { PLEX_URL: plex.url,
	PLEX_TOKEN: 'plex-secret' } });
const captures = (await again.get('/api/captures')).json;
is((captures.items ?? captures.captures ?? captures).map((c) => c.id), [kept.id],
	'what was backed up is in the gallery');
is((await again.get(kept.file_url)).status, 200, '  with its file');
is((await again.get('/api/health')).json.capture_dir.ok, true,
	'  and more can be made');
await again.stop();
ok(existsSync(join(backup, 'mediasnap.db')), 'the backup is still there');
await done();
