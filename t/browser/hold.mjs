// Three films that stand still, for tests of the app in the hand.
import { ready, where } from '../lib/films.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { stack } from '../lib/stack.mjs';

const FILM = 'h264-aac.mkv';

export async function hold() {
	await ready(FILM);
	const plex = await fakePlex();
	const film = { file: where(FILM), duration: 15000, state: 'paused' };
	plex.play({ title: 'Heat', offset: 7000, ...film });
	plex.play({ key: '51', title: 'Ronin', offset: 3000, ...film, player: 'Bedroom' });
	plex.play({ key: '52', title: 'Collateral', offset: 3000, ...film, player: 'Attic' });
	return stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
		SLOW_WORKERS: '8' } });
}
