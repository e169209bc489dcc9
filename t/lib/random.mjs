/* The same numbers from 0 to 1 on every run (mulberry32). */
export function
random(seed)
{
	let state = seed;

	return () => {
		state = state + 0x6d2b79f5 | 0;
		let x = Math.imul(state ^ state >>> 15, 1 | state);
		x = x + Math.imul(x ^ x >>> 7, 61 | x) ^ x;
		return ((x ^ x >>> 14) >>> 0) / 2 ** 32;
	};
}
