import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Filter } from '../api/captureList';

function fromSearch(search: string): Filter {
  const query = new URLSearchParams(search);
  const type = query.get('type');
  return { type: type === 'clip' || type === 'screenshot' ? type : null, q: query.get('q') ?? '' };
}

/** The filter, also in the address: a search can be kept as a bookmark. */
export function useFilter(): [Filter, (filter: Filter) => void] {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const [filter, setFilter] = useState(() => fromSearch(search));
  const set = (next: Filter) => {
    setFilter(next);
    const query = new URLSearchParams();
    if (next.type) query.set('type', next.type);
    if (next.q) query.set('q', next.q);
    const text = query.toString();
    navigate(text ? `${path}?${text}` : path, { replace: true });
  };
  return [filter, set];
}
