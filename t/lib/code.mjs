/*
 * The number that every frame of a test film carries, as 8 x 5 black and white
 * blocks over the upper two thirds of the picture: big enough to be read from
 * a small JPEG.  Two blocks of fixed colour, 16 bits of frame number, 8 of the
 * film's own number, 14 of check sum, so that a mixture of two frames, or what
 * a broken decoder makes, is nobody's number.
 */
export const COLS = 8;
export const ROWS = 5;
export const CODE_HEIGHT = 2 / 3;

const SYNC = [1, 0];
const CHECK_BITS = 14;

function
bits(value, count)
{
	return Array.from({ length: count },
	    (_, i) => value >> (count - 1 - i) & 1);
}

function
value(list)
{
	return list.reduce((sum, bit) => sum << 1 | bit, 0);
}

/* CRC-16/CCITT, cut to what there is room for. */
function
check(list)
{
	let crc = 0xffff;

	for (const bit of list) {
		const out = crc >> 15 & 1;
		crc = crc << 1 & 0xffff;
		if (out ^ bit)
			crc ^= 0x1021;
	}
	return crc & (1 << CHECK_BITS) - 1;
}

/* The 40 blocks, row by row from the top left; 1 is white. */
export function
blocks(frame, film)
{
	const payload = [...bits(frame, 16), ...bits(film, 8)];

	return [...SYNC, ...payload, ...bits(check(payload), CHECK_BITS)];
}

/* { n, film }, or null where the blocks are nobody's number. */
export function
number(list)
{
	const payload = list.slice(2, 26);

	if (list[0] !== SYNC[0] || list[1] !== SYNC[1])
		return null;
	if (value(list.slice(26)) !== check(payload))
		return null;
	return { n: value(payload.slice(0, 16)),
	    film: value(payload.slice(16)) };
}
