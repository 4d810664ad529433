-- One statement a line; each has to be refused.
FROM read_csv('/etc/passwd')
FROM read_csv_auto('/etc/passwd')
SELECT * FROM '/etc/passwd'
SELECT * FROM "/etc/passwd.csv"
SELECT * FROM read_text('/etc/hostname')
SELECT * FROM read_blob('/proc/self/environ')
SELECT * FROM read_json('/etc/os-release')
SELECT * FROM read_parquet('x.parquet')
SELECT * FROM parquet_metadata('x.parquet')
SELECT * FROM read_duckdb('/tmp/x.duckdb')
SELECT * FROM sniff_csv('/etc/passwd')
SELECT * FROM glob('/*')
SELECT * FROM read_csv('https://example.org/x.csv')
SELECT * FROM 's3://bucket/key.parquet'
COPY interactions TO '/tmp/stolen.csv'
COPY (SELECT 1) TO '/tmp/stolen.csv'
COPY interactions FROM '/etc/passwd'
EXPORT DATABASE '/tmp/stolen'
IMPORT DATABASE '/tmp/stolen'
ATTACH '/tmp/other.duckdb'
ATTACH ':memory:' AS other
DETACH analysis
USE memory
INSTALL httpfs
LOAD httpfs
FORCE INSTALL httpfs FROM community
PRAGMA database_list
PRAGMA version
CALL pragma_version()
SELECT * FROM pragma_version()
SELECT * FROM pragma_database_size()
SET memory_limit = '100GB'
SET GLOBAL enable_external_access = true
RESET lock_configuration
SET VARIABLE x = 1
SELECT getvariable('x')
SELECT getenv('PATH')
SELECT current_setting('temp_directory')
SELECT * FROM duckdb_settings()
SELECT * FROM duckdb_settings
SELECT * FROM duckdb_secrets()
SELECT * FROM which_secret('s3://x', 's3')
SELECT * FROM duckdb_databases()
SELECT * FROM duckdb_tables
SELECT * FROM duckdb_functions()
SELECT * FROM duckdb_temporary_files()
SELECT * FROM duckdb_logs
SELECT * FROM information_schema.tables
SELECT * FROM pg_catalog.pg_class
SELECT * FROM pg_class
SELECT * FROM sqlite_master
SELECT * FROM kehu_mark
SELECT * FROM main.kehu_mark
SELECT * FROM analysis.main.kehu_mark
SELECT * FROM memory.interactions
SELECT * FROM system.main.duckdb_settings
SHOW TABLES
SHOW ALL TABLES
SELECT * FROM (SHOW TABLES)
SELECT * FROM (DESCRIBE interactions)
SELECT * FROM (SUMMARIZE interactions)
DESCRIBE interactions
SUMMARIZE interactions
EXPLAIN SELECT 1
EXPLAIN ANALYZE SELECT 1
CREATE TABLE x AS SELECT 1
CREATE TEMP TABLE x AS SELECT 1
CREATE VIEW x AS SELECT 1
CREATE MACRO x() AS 1
CREATE SECRET s (TYPE s3)
CREATE SCHEMA x
CREATE SEQUENCE x
CREATE TYPE x AS ENUM ('a')
DROP TABLE interactions
ALTER TABLE interactions ADD COLUMN x INTEGER
TRUNCATE interactions
INSERT INTO interactions (position) VALUES (1)
UPDATE interactions SET amount = 0
DELETE FROM interactions
MERGE INTO interactions USING customers ON true WHEN MATCHED THEN DELETE
WITH x AS (INSERT INTO kehu_mark VALUES ('', '', 0, '') RETURNING *) SELECT * FROM x
WITH x AS (DELETE FROM interactions RETURNING *) SELECT * FROM x
WITH x AS (UPDATE interactions SET amount = 0 RETURNING *) SELECT * FROM x
BEGIN
COMMIT
ROLLBACK
CHECKPOINT
FORCE CHECKPOINT
VACUUM
ANALYZE
PREPARE p AS SELECT 1
EXECUTE p
DEALLOCATE p
COMMENT ON TABLE interactions IS 'x'
SELECT 1; SELECT 2
SELECT 1; DROP TABLE interactions
COMMIT; DROP TABLE interactions; SELECT 1
SELECT 1) TO '/tmp/stolen.csv'; --
SELECT 1); DROP TABLE interactions; SELECT * FROM (SELECT 1
SELECT 1) UNION ALL SELECT * FROM (SELECT position::INTEGER FROM kehu_mark
SELECT * FROM (SELECT 1 /*
SELECT * FROM query('DROP TABLE interactions')
SELECT * FROM query('SELECT * FROM duckdb_settings()')
SELECT * FROM query_table('kehu_mark')
SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
SELECT json_serialize_sql('SELECT 1')
SELECT json_deserialize_sql('{}')
SELECT json_serialize_plan('SELECT * FROM interactions')
SELECT * FROM seq_scan('kehu_mark')
SELECT * FROM storage_info('interactions')
SELECT * FROM arrow_scan(1, 2, 3)
SELECT * FROM enable_logging()
SELECT * FROM enable_profiling()
SELECT write_log('x')
SELECT * FROM checkpoint()
SELECT * FROM force_checkpoint()
SELECT nextval('x')
SELECT sleep_ms(100000)
SELECT pg_sleep(100)
SELECT repeat('x', 1000000000)
SELECT range(1000000000)
SELECT generate_series(1, 1000000000)
SELECT lpad('x', 2000000000, 'y')
SELECT rpad('x', 2000000000, 'y')
SELECT list_resize([1], 2000000000)
SELECT format('{:1000000000}', 1)
SELECT printf('%1000000000d', 1)
SELECT bitstring('1', 2000000000)
SELECT error('x')
SELECT replace(channel, 'e', channel) FROM interactions
SELECT regexp_replace(channel, 'e', channel, 'g') FROM interactions
SELECT list_transform([1], lambda x: x) FROM interactions
SELECT reservoir_quantile(range, 0.5, 1000000000) FROM range(10)
SELECT version()
SELECT current_database()
SELECT current_user()
SELECT current_query()
SELECT txid_current()
SELECT main.getenv('PATH')
SELECT system.main.current_setting('threads')
SELECT pg_catalog.current_setting('threads')
SELECT 'x'.getenv()
SELECT 'threads'.current_setting()
SELECT list_transform(['threads'], lambda x: current_setting(x))
SELECT count(*) FILTER (current_setting('threads') IS NOT NULL) FROM interactions
SELECT sum(1) OVER (ORDER BY current_setting('threads'))
SELECT 1 ORDER BY current_setting('threads')
SELECT 1 LIMIT (SELECT length(current_setting('threads')))
SELECT 1 FROM interactions GROUP BY current_setting('threads')
SELECT 1 WHERE EXISTS (FROM duckdb_settings())
SELECT (SELECT value FROM duckdb_settings() LIMIT 1)
SELECT CASE WHEN true THEN current_setting('threads') END
SELECT [current_setting('threads')]
SELECT {'a': current_setting('threads')}
SELECT current_setting('threads')::INTEGER + 1
SELECT * REPLACE (current_setting('threads') AS month) FROM interactions
SELECT COLUMNS(c -> current_setting('threads') = c) FROM interactions
SELECT * FROM interactions JOIN duckdb_settings() s ON true
SELECT * FROM interactions, LATERAL (SELECT current_setting('threads'))
SELECT * FROM range((SELECT count(*) FROM kehu_mark))
SELECT * FROM interactions_at((SELECT max(store_id) FROM kehu_mark), NULL)
SELECT * FROM unnest([current_setting('threads')])
SELECT * FROM (VALUES (current_setting('threads')))
SELECT * FROM interactions PIVOT (count(current_setting('threads')) FOR kind IN ('order'))
PIVOT interactions ON kind
WITH duckdb_settings AS (SELECT 1) SELECT * FROM system.main.duckdb_settings
SELECT * FROM (WITH kehu_mark AS (SELECT 1) SELECT 1), kehu_mark
WITH "/etc/passwd" AS (SELECT 1) SELECT * FROM "/etc/passwd"
WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + length(current_setting('threads')) FROM t) SELECT * FROM t
TABLE kehu_mark
FROM kehu_mark
SELECT * FROM interactions AT (VERSION => 1)
SELECT $1
SELECT ?
SELECT 'abc
SELECT (
SELEC 1
;
--
/* nothing */
