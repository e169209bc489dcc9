/* The gallery's server state: pages of a list, and single captures. */

import {
  type InfiniteData,
  type QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Page, mergeHead, nextLink, withCapture, withoutIds } from '../lib/pages';
import { get, remove, request } from './client';
import type { Capture, CaptureType } from './types';

const PAGE_SIZE = 60;
const PENDING_MS = 3000;
const HEAD_MS = 30_000;

export interface Filter {
  type: CaptureType | null;
  q: string;
}

type Pages = InfiniteData<Page, string>;
const LISTS: QueryKey = ['captures'];
const HEADS: QueryKey = ['captures-head'];

function headPath({ type, q }: Filter): string {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (type) query.set('type', type);
  if (q) query.set('q', q);
  return `api/captures?${query}`;
}

async function loadPage(path: string, signal: AbortSignal): Promise<Page> {
  const { data, headers } = await request<Capture[]>(path, { signal });
  const total = Number(headers.get('X-Total-Count') ?? data.length);
  return { captures: data, next: nextLink(headers.get('Link')), total };
}

function editLists(client: QueryClient, edit: (pages: Page[]) => Page[]): void {
  client.setQueriesData<Pages>({ queryKey: LISTS }, (data) => {
    if (!data) return data;
    const pages = edit(data.pages);
    return pages === data.pages ? data : { pages, pageParams: data.pageParams.slice(0, pages.length) };
  });
}

/** Every page once; after that only the head is asked for again. */
export function useCaptures(filter: Filter) {
  const client = useQueryClient();
  const listKey = [...LISTS, filter];
  const list = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam, signal }) => loadPage(pageParam, signal),
    initialPageParam: headPath(filter),
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (state.status === 'error' && !state.data ? PENDING_MS : false),
  });
  const head = useQuery({
    queryKey: [...HEADS, filter],
    queryFn: ({ signal }) => loadPage(headPath(filter), signal),
    enabled: list.isSuccess,
    staleTime: 1000,
    refetchInterval: HEAD_MS,
  });
  useEffect(() => {
    if (!head.data) return;
    client.setQueryData<Pages>(listKey, (data) => {
      if (!data) return data;
      const pages = mergeHead(data.pages, head.data);
      return { pages, pageParams: data.pageParams.slice(0, pages.length) };
    });
    // The key is a new array each time; the filter is what it says.
  }, [client, head.data, filter.type, filter.q]);
  return list;
}

/** One capture, asked for every 3 s while it is being made and not otherwise. */
export function useCapture(id: string, known?: Capture) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['capture', id],
    queryFn: ({ signal }) => get<Capture>(`api/captures/${encodeURIComponent(id)}`, { signal }),
    enabled: !known || known.status === 'pending',
    refetchInterval: ({ state }) => ((state.data ?? known)?.status === 'pending' ? PENDING_MS : false),
  });
  const live = query.data;
  useEffect(() => {
    if (live && known && known.status === 'pending') editLists(client, (pages) => withCapture(pages, live));
  }, [client, live, known]);
  const capture = known && known.status !== 'pending' ? known : (live ?? known);
  return { capture, error: query.error };
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

export function downloadPath(id: string): string {
  return `api/captures/${encodeURIComponent(id)}/file`;
}
