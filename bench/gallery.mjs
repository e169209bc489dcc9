// The gallery as it grows: a million captures against a thousand.
import { median, ms, n1, n2, rate, ratio, rounds, row } from './measure.mjs';
import { fill, house } from './house.mjs';

const SIZES = [1000, 100000, 1000000];
const PAGES = [
	['first page', () => ''],
	['page deep inside', (n) => `&cursor=s${(n / 2).toString(16)}`],
	['one type', () => '&type=clip'],
	['one type, deep inside', (n) =>
		`&type=clip&cursor=s${(n / 2).toString(16)}`],
];
const SEARCHES = [
	['one of a thousand', 'q=ozymandias'],
	['every capture', 'q=breaking'],
	['every capture, two letters', 'q=br'],
	['every capture, two words', 'q=breaking%20granite'],
	['every clip', 'q=breaking&type=clip'],
	['every capture, deep inside', 'q=breaking&cursor=s7a120'],
];

async function pages(stacks) {
	for (const [what, query] of PAGES) {
		const all = await rounds(3, ...stacks.map((s, i) => () => rate(
			`${s.url}/api/captures?limit=50${query(SIZES[i])}`)));
		for (const i of [1, 2])
			row(`${what} of ${SIZES[i]}, requests/s`,
				Math.round(median(all[i])), Math.round(median(all[0])),
				n2(ratio(all[i], all[0])), { least: 0.8 });
	}
}

async function searches(stacks) {
	for (const [what, query] of SEARCHES) {
		const all = await rounds(9, ...stacks.map((s) => () => ms(() =>
			s.get(`/api/captures?limit=50&${query}`))));
		row(`search: ${what} of ${SIZES[2]}, ms`, n1(median(all[2])),
			n1(median(all[0])), n1(median(all[2])), { most: 100 });
	}
}

async function deleting(s) {
	const list = (await s.get('/api/captures?limit=50&cursor=s7a120')).json;
	const [took] = await rounds(30, (n) => ms(() =>
		s.delete(`/api/captures/${list[n].id}`)));
	row(`delete one of ${SIZES[2]}, ms`, n1(median(took)), '',
		n1(median(took)), { most: 10 });
}

export async function gallery() {
	const stacks = [];
	for (const size of SIZES) {
		const s = await house({ plex: stacks[0]?.plex });
		fill(s, size);
		stacks.push(s);
	}
	await pages(stacks);
	await searches(stacks);
	await deleting(stacks[2]);
	for (const s of stacks)
		await s.stop();
}
