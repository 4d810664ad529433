-- Format 2. Set with the first event an import stores, taken away when everything was read back: a
-- directory that knows nothing of the import must not serve half a history.
ALTER TABLE kehu.store ADD COLUMN importing boolean NOT NULL DEFAULT false;
