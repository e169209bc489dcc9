/* Single captures, and the lists that hold them. */

import { type InfiniteData, type QueryClient, type QueryKey, queryOptions, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Page, withCapture, withoutIds } from './pages';
import { apiUrl } from './base';
import { get, remove } from './client';
import type { Capture } from './types';

const PENDING_MS = 3000;

export type Pages = InfiniteData<Page, string>;
export const LISTS: QueryKey = ['captures'];
export const HEADS: QueryKey = ['captures-head'];

function editLists(client: QueryClient, edit: (pages: Page[]) => Page[]): void {
  client.setQueriesData<Pages>({ queryKey: LISTS }, (data) => {
    if (!data) return data;
    const pages = edit(data.pages);
    return pages === data.pages ? data : { pages, pageParams: data.pageParams.slice(0, pages.length) };
  });
}

/** One capture, asked for every 3 s while it is being made and not otherwise. */
function captureQuery(id: string, known?: Capture) {
  return queryOptions({
    queryKey: ['capture', id],
    queryFn: ({ signal }) => get<Capture>(`api/captures/${encodeURIComponent(id)}`, { signal }),
    enabled: !known || known.status === 'pending',
    refetchInterval: ({ state }) => ((state.data ?? known)?.status === 'pending' ? PENDING_MS : false),
  });
}

export function useCapture(id: string, known?: Capture) {
  const client = useQueryClient();
  const query = useQuery(captureQuery(id, known));
  const live = query.data;
  useEffect(() => {
    if (live && known && known.status === 'pending') editLists(client, (pages) => withCapture(pages, live));
  }, [client, live, known]);
  const capture = known && known.status !== 'pending' ? known : (live ?? known);
  return { capture, error: query.error };
}

/** Several captures as they now are. */
export function useLiveCaptures(known: readonly Capture[]): Capture[] {
  const answers = useQueries({ queries: known.map((capture) => captureQuery(capture.id, capture)) });
  return known.map((capture, i) => answers[i]!.data ?? capture);
}

export function keepCapture(client: QueryClient, capture: Capture): void {
  client.setQueryData(['capture', capture.id], capture);
  editLists(client, (pages) => withCapture(pages, capture));
}

export function refreshCaptures(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: HEADS });
}

export function forgetCaptures(client: QueryClient, ids: string[]): void {
  const gone = new Set(ids);
  editLists(client, (pages) => withoutIds(pages, gone));
  ids.forEach((id) => client.removeQueries({ queryKey: ['capture', id] }));
}

export function deleteCapture(id: string): Promise<void> {
  return remove(`api/captures/${encodeURIComponent(id)}`);
}

/** For a page that goes away: the browser sends it when the page is gone. */
export function deleteWhenLeaving(ids: string[]): void {
  const body = new Blob([JSON.stringify({ ids })], { type: 'application/json' });
  navigator.sendBeacon(apiUrl('api/captures/delete'), body);
}

export function downloadPath(id: string): string {
  return `api/captures/${encodeURIComponent(id)}/file`;
}
