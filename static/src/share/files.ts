import { apiUrl } from '../api/base';
import { downloadPath } from '../api/captures';
import type { Capture } from '../api/types';

const KINDS: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
};

function extension(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
}

export function mediaKind(capture: Capture): 'image' | 'video' | 'audio' {
  const type = KINDS[extension(capture.file_name)] ?? '';
  if (type.startsWith('audio/')) return 'audio';
  return type.startsWith('image/') ? 'image' : 'video';
}

/** The name that the server gives a download, the same for a shared file. */
function givenName(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : null;
}

export async function fetchFile(capture: Capture): Promise<File> {
  const response = await fetch(apiUrl(downloadPath(capture.id)));
  if (!response.ok) throw new Error('The file could not be read from MediaSnap.');
  const blob = await response.blob();
  const name = givenName(response.headers.get('Content-Disposition')) ?? capture.file_name;
  return new File([blob], name, { type: KINDS[extension(name)] ?? blob.type });
}

async function asPng(capture: Capture): Promise<Blob> {
  const bitmap = await createImageBitmap(await fetchFile(capture));
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be converted.'))), 'image/png'),
  );
}

/** The clipboard takes PNG only, and the promise keeps the press that asked valid. */
export function copyPicture(capture: Capture): Promise<void> {
  return navigator.clipboard.write([new ClipboardItem({ 'image/png': asPng(capture) })]);
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function download(capture: Capture): void {
  const link = document.createElement('a');
  link.href = apiUrl(downloadPath(capture.id));
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
