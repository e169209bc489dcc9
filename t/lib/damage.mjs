/*
 * Spoils films by their structure: this block, that header.  Encoders write
 * other bytes on other processors, and what is counted in bytes falls
 * elsewhere there.  Each takes the whole file, changes and gives it.
 */

/* The bytes of an EBML number: its first byte's leading zeros, and one. */
function
width(byte)
{
	return Math.clz32(byte) - 23;
}

/* { id, from, body, to } of the elements in a stretch of a Matroska file. */
function
elements(file, from, to)
{
	const list = [];

	for (let at = from; at < to; at = list.at(-1).to) {
		const id = width(file[at]), size = width(file[at + id]);
		const body = at + id + size;
		const length = file.subarray(at + id, body).reduce((sum, byte, i) =>
		    sum * 256 + (i ? byte : byte & 0xff >> size), 0);

		list.push({ id: file.toString('hex', at, at + id), from: at,
		    body, to: Math.min(to, body + length) });
	}
	return list;
}

const SEGMENT = '18538067', CLUSTER = '1f43b675', SIMPLE_BLOCK = 'a3';
/* Track number, time and flags come before a block's frame. */
const BLOCK_HEAD = 4;

/* Its clusters, each with the blocks of one track. */
function
clusters(file, track = 1)
{
	const segment = elements(file, 0, file.length)
	    .find(({ id }) => id === SEGMENT);

	return elements(file, segment.body, segment.to)
	    .filter(({ id }) => id === CLUSTER).map((cluster) => ({ ...cluster,
	    blocks: elements(file, cluster.body, cluster.to).filter((one) =>
		one.id === SIMPLE_BLOCK && file[one.body] === (0x80 | track)) }));
}

function
spoil(file, from, to)
{
	for (let at = from; at < to; at++)
		file[at] ^= 0xa5;
}

/*
 * The second halves of some frames, one block's track number, and the head of
 * the third cluster: what lies in that is a hole in the film.
 */
export function
matroska(file)
{
	const list = clusters(file);

	for (const [cluster, block] of [[0, 9], [0, 30], [1, 20], [3, 15]]) {
		const { body, to } = list[cluster].blocks[block];
		spoil(file, body + BLOCK_HEAD + (to - body >> 1), to);
	}
	file[list[3].blocks[30].body] = 0x8f;
	spoil(file, list[2].from, list[2].body);
	return file;
}

const PACKET = 188, VIDEO = 0x100, NOTHING = 0x1fff;

/* A transport stream's pictures, each a list of where its packets begin. */
function
pictures(file)
{
	const list = [];

	for (let at = 0; at + PACKET <= file.length; at += PACKET) {
		const head = file.readUInt16BE(at + 1);
		if ((head & 0x1fff) !== VIDEO)
			continue;
		if (head & 0x4000)
			list.push([]);
		list.at(-1).push(at);
	}
	return list;
}

/*
 * Some pictures' packets spoilt, one packet without its sync byte, and from
 * the 105th picture to the 139th a hole: packets of nothing.
 */
export function
transport(file)
{
	const list = pictures(file);

	for (const at of [30, 70, 170].flatMap((n) => list[n]))
		spoil(file, at + PACKET / 2, at + PACKET);
	spoil(file, list[60][0], list[60][0] + 1);
	for (const at of list.slice(105, 140).flat())
		file.writeUInt16BE(NOTHING, at + 1);
	return file;
}

/* Each packet of the second track claims that a decoder may begin with it. */
export function
enterable(file)
{
	for (const { blocks } of clusters(file, 2))
		for (const { body } of blocks)
			file[body + BLOCK_HEAD - 1] |= 0x80;
	return file;
}

/* Nothing is left of it. */
export function
garbage(file)
{
	spoil(file, 0, file.length);
	return file;
}
