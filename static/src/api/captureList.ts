/* The gallery's list: pages by cursor, and a head that is kept fresh. */

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Page, mergeHead, nextLink } from './pages';
import { HEADS, LISTS, type Pages } from './captures';
import { request } from './client';
import type { Capture, CaptureType } from './types';

const PAGE_SIZE = 60;
const AGAIN_MS = 3000;
const HEAD_MS = 30_000;

export interface Filter {
  type: CaptureType | null;
  q: string;
}

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
    retry: true,
    retryDelay: AGAIN_MS,
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
