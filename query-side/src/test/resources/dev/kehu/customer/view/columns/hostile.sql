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
WITH a AS (SELECT * FROM kehu_mark), kehu_mark AS (SELECT 1) SELECT * FROM a
WITH kehu_mark AS (SELECT * FROM kehu_mark) SELECT * FROM kehu_mark
WITH pg_class AS (SELECT * FROM pg_class) SELECT * FROM pg_class
WITH a AS (SELECT * FROM duckdb_tables), duckdb_tables AS (SELECT 1) SELECT * FROM a
WITH duckdb_databases AS (SELECT * FROM duckdb_databases) SELECT path FROM duckdb_databases
WITH RECURSIVE duckdb_databases AS (SELECT path FROM duckdb_databases UNION ALL SELECT path FROM duckdb_databases WHERE false) SELECT * FROM duckdb_databases
WITH a AS NOT MATERIALIZED (SELECT 1) SELECT * FROM a
SELECT position AS a0, a0*a0 AS a1, a1*a1 AS a2, a2*a2 AS a3, a3*a3 AS a4, a4*a4 AS a5, a5*a5 AS a6, a6*a6 AS a7, a7*a7 AS a8, a8*a8 AS a9, a9*a9 AS a10, a10*a10 AS a11, a11*a11 AS a12, a12*a12 AS a13, a13*a13 AS a14, a14*a14 AS a15, a15*a15 AS a16, a16*a16 AS a17, a17*a17 AS a18, a18*a18 AS a19, a19*a19 AS a20, a20*a20 AS a21, a21*a21 AS a22, a22*a22 AS a23, a23*a23 AS a24, a24*a24 AS a25, a25*a25 AS a26, a26*a26 AS a27, a27*a27 AS a28, a28*a28 AS a29, a29*a29 AS a30, a30*a30 AS a31, a31*a31 AS a32, a32*a32 AS a33, a33*a33 AS a34, a34*a34 AS a35, a35*a35 AS a36, a36*a36 AS a37, a37*a37 AS a38, a38*a38 AS a39, a39*a39 AS a40 FROM interactions
SELECT count(*) FROM (SELECT position AS a0, a0*a0 AS a1, a1*a1 AS a2, a2*a2 AS a3, a3*a3 AS a4, a4*a4 AS a5, a5*a5 AS a6, a6*a6 AS a7, a7*a7 AS a8, a8*a8 AS a9, a9*a9 AS a10, a10*a10 AS a11, a11*a11 AS a12, a12*a12 AS a13, a13*a13 AS a14, a14*a14 AS a15, a15*a15 AS a16, a16*a16 AS a17, a17*a17 AS a18, a18*a18 AS a19, a19*a19 AS a20, a20*a20 AS a21, a21*a21 AS a22, a22*a22 AS a23, a23*a23 AS a24, a24*a24 AS a25, a25*a25 AS a26, a26*a26 AS a27, a27*a27 AS a28, a28*a28 AS a29, a29*a29 AS a30, a30*a30 AS a31, a31*a31 AS a32, a32*a32 AS a33, a33*a33 AS a34, a34*a34 AS a35, a35*a35 AS a36, a36*a36 AS a37, a37*a37 AS a38, a38*a38 AS a39, a39*a39 AS a40 FROM interactions)
WITH c0 AS (SELECT position AS x FROM interactions), c1 AS NOT MATERIALIZED (SELECT x FROM c0 UNION ALL SELECT x FROM c0), c2 AS NOT MATERIALIZED (SELECT x FROM c1 UNION ALL SELECT x FROM c1), c3 AS NOT MATERIALIZED (SELECT x FROM c2 UNION ALL SELECT x FROM c2), c4 AS NOT MATERIALIZED (SELECT x FROM c3 UNION ALL SELECT x FROM c3), c5 AS NOT MATERIALIZED (SELECT x FROM c4 UNION ALL SELECT x FROM c4), c6 AS NOT MATERIALIZED (SELECT x FROM c5 UNION ALL SELECT x FROM c5), c7 AS NOT MATERIALIZED (SELECT x FROM c6 UNION ALL SELECT x FROM c6), c8 AS NOT MATERIALIZED (SELECT x FROM c7 UNION ALL SELECT x FROM c7), c9 AS NOT MATERIALIZED (SELECT x FROM c8 UNION ALL SELECT x FROM c8), c10 AS NOT MATERIALIZED (SELECT x FROM c9 UNION ALL SELECT x FROM c9), c11 AS NOT MATERIALIZED (SELECT x FROM c10 UNION ALL SELECT x FROM c10), c12 AS NOT MATERIALIZED (SELECT x FROM c11 UNION ALL SELECT x FROM c11), c13 AS NOT MATERIALIZED (SELECT x FROM c12 UNION ALL SELECT x FROM c12), c14 AS NOT MATERIALIZED (SELECT x FROM c13 UNION ALL SELECT x FROM c13), c15 AS NOT MATERIALIZED (SELECT x FROM c14 UNION ALL SELECT x FROM c14), c16 AS NOT MATERIALIZED (SELECT x FROM c15 UNION ALL SELECT x FROM c15), c17 AS NOT MATERIALIZED (SELECT x FROM c16 UNION ALL SELECT x FROM c16), c18 AS NOT MATERIALIZED (SELECT x FROM c17 UNION ALL SELECT x FROM c17), c19 AS NOT MATERIALIZED (SELECT x FROM c18 UNION ALL SELECT x FROM c18), c20 AS NOT MATERIALIZED (SELECT x FROM c19 UNION ALL SELECT x FROM c19), c21 AS NOT MATERIALIZED (SELECT x FROM c20 UNION ALL SELECT x FROM c20), c22 AS NOT MATERIALIZED (SELECT x FROM c21 UNION ALL SELECT x FROM c21), c23 AS NOT MATERIALIZED (SELECT x FROM c22 UNION ALL SELECT x FROM c22), c24 AS NOT MATERIALIZED (SELECT x FROM c23 UNION ALL SELECT x FROM c23), c25 AS NOT MATERIALIZED (SELECT x FROM c24 UNION ALL SELECT x FROM c24), c26 AS NOT MATERIALIZED (SELECT x FROM c25 UNION ALL SELECT x FROM c25), c27 AS NOT MATERIALIZED (SELECT x FROM c26 UNION ALL SELECT x FROM c26), c28 AS NOT MATERIALIZED (SELECT x FROM c27 UNION ALL SELECT x FROM c27), c29 AS NOT MATERIALIZED (SELECT x FROM c28 UNION ALL SELECT x FROM c28), c30 AS NOT MATERIALIZED (SELECT x FROM c29 UNION ALL SELECT x FROM c29) SELECT count(*) FROM c30
WITH c0 AS (SELECT position AS x FROM interactions), c1 AS (SELECT x FROM c0 UNION ALL SELECT x FROM c0), c2 AS (SELECT x FROM c1 UNION ALL SELECT x FROM c1), c3 AS (SELECT x FROM c2 UNION ALL SELECT x FROM c2), c4 AS (SELECT x FROM c3 UNION ALL SELECT x FROM c3), c5 AS (SELECT x FROM c4 UNION ALL SELECT x FROM c4), c6 AS (SELECT x FROM c5 UNION ALL SELECT x FROM c5), c7 AS (SELECT x FROM c6 UNION ALL SELECT x FROM c6), c8 AS (SELECT x FROM c7 UNION ALL SELECT x FROM c7), c9 AS (SELECT x FROM c8 UNION ALL SELECT x FROM c8), c10 AS (SELECT x FROM c9 UNION ALL SELECT x FROM c9), c11 AS (SELECT x FROM c10 UNION ALL SELECT x FROM c10), c12 AS (SELECT x FROM c11 UNION ALL SELECT x FROM c11), c13 AS (SELECT x FROM c12 UNION ALL SELECT x FROM c12), c14 AS (SELECT x FROM c13 UNION ALL SELECT x FROM c13), c15 AS (SELECT x FROM c14 UNION ALL SELECT x FROM c14), c16 AS (SELECT x FROM c15 UNION ALL SELECT x FROM c15), c17 AS (SELECT x FROM c16 UNION ALL SELECT x FROM c16), c18 AS (SELECT x FROM c17 UNION ALL SELECT x FROM c17), c19 AS (SELECT x FROM c18 UNION ALL SELECT x FROM c18), c20 AS (SELECT x FROM c19 UNION ALL SELECT x FROM c19), c21 AS (SELECT x FROM c20 UNION ALL SELECT x FROM c20), c22 AS (SELECT x FROM c21 UNION ALL SELECT x FROM c21), c23 AS (SELECT x FROM c22 UNION ALL SELECT x FROM c22), c24 AS (SELECT x FROM c23 UNION ALL SELECT x FROM c23), c25 AS (SELECT x FROM c24 UNION ALL SELECT x FROM c24), c26 AS (SELECT x FROM c25 UNION ALL SELECT x FROM c25), c27 AS (SELECT x FROM c26 UNION ALL SELECT x FROM c26), c28 AS (SELECT x FROM c27 UNION ALL SELECT x FROM c27), c29 AS (SELECT x FROM c28 UNION ALL SELECT x FROM c28), c30 AS (SELECT x FROM c29 UNION ALL SELECT x FROM c29) SELECT count(*) FROM c30
SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT *, * FROM (SELECT position AS a FROM interactions))))))))))))))))))))))))))))))
SELECT count(*) FROM interactions JOIN interactions t0 USING (position) JOIN interactions t1 USING (position) JOIN interactions t2 USING (position) JOIN interactions t3 USING (position) JOIN interactions t4 USING (position) JOIN interactions t5 USING (position) JOIN interactions t6 USING (position) JOIN interactions t7 USING (position) JOIN interactions t8 USING (position) JOIN interactions t9 USING (position) JOIN interactions t10 USING (position) JOIN interactions t11 USING (position) JOIN interactions t12 USING (position) JOIN interactions t13 USING (position) JOIN interactions t14 USING (position) JOIN interactions t15 USING (position) JOIN interactions t16 USING (position) JOIN interactions t17 USING (position) JOIN interactions t18 USING (position) JOIN interactions t19 USING (position) JOIN interactions t20 USING (position) JOIN interactions t21 USING (position) JOIN interactions t22 USING (position) JOIN interactions t23 USING (position) JOIN interactions t24 USING (position) JOIN interactions t25 USING (position) JOIN interactions t26 USING (position) JOIN interactions t27 USING (position) JOIN interactions t28 USING (position) JOIN interactions t29 USING (position) JOIN interactions t30 USING (position) JOIN interactions t31 USING (position) JOIN interactions t32 USING (position) JOIN interactions t33 USING (position) JOIN interactions t34 USING (position) JOIN interactions t35 USING (position) JOIN interactions t36 USING (position) JOIN interactions t37 USING (position) JOIN interactions t38 USING (position) JOIN interactions t39 USING (position) JOIN interactions t40 USING (position) JOIN interactions t41 USING (position) JOIN interactions t42 USING (position) JOIN interactions t43 USING (position) JOIN interactions t44 USING (position) JOIN interactions t45 USING (position) JOIN interactions t46 USING (position) JOIN interactions t47 USING (position) JOIN interactions t48 USING (position) JOIN interactions t49 USING (position) JOIN interactions t50 USING (position) JOIN interactions t51 USING (position) JOIN interactions t52 USING (position) JOIN interactions t53 USING (position) JOIN interactions t54 USING (position) JOIN interactions t55 USING (position) JOIN interactions t56 USING (position) JOIN interactions t57 USING (position) JOIN interactions t58 USING (position) JOIN interactions t59 USING (position) JOIN interactions t60 USING (position) JOIN interactions t61 USING (position) JOIN interactions t62 USING (position) JOIN interactions t63 USING (position) JOIN interactions t64 USING (position) JOIN interactions t65 USING (position) JOIN interactions t66 USING (position) JOIN interactions t67 USING (position) JOIN interactions t68 USING (position) JOIN interactions t69 USING (position) JOIN interactions t70 USING (position) JOIN interactions t71 USING (position) JOIN interactions t72 USING (position) JOIN interactions t73 USING (position) JOIN interactions t74 USING (position) JOIN interactions t75 USING (position) JOIN interactions t76 USING (position) JOIN interactions t77 USING (position) JOIN interactions t78 USING (position) JOIN interactions t79 USING (position) JOIN interactions t80 USING (position) JOIN interactions t81 USING (position) JOIN interactions t82 USING (position) JOIN interactions t83 USING (position) JOIN interactions t84 USING (position) JOIN interactions t85 USING (position) JOIN interactions t86 USING (position) JOIN interactions t87 USING (position) JOIN interactions t88 USING (position) JOIN interactions t89 USING (position) JOIN interactions t90 USING (position) JOIN interactions t91 USING (position) JOIN interactions t92 USING (position) JOIN interactions t93 USING (position) JOIN interactions t94 USING (position) JOIN interactions t95 USING (position) JOIN interactions t96 USING (position) JOIN interactions t97 USING (position) JOIN interactions t98 USING (position) JOIN interactions t99 USING (position) JOIN interactions t100 USING (position) JOIN interactions t101 USING (position) JOIN interactions t102 USING (position) JOIN interactions t103 USING (position) JOIN interactions t104 USING (position) JOIN interactions t105 USING (position) JOIN interactions t106 USING (position) JOIN interactions t107 USING (position) JOIN interactions t108 USING (position) JOIN interactions t109 USING (position) JOIN interactions t110 USING (position) JOIN interactions t111 USING (position) JOIN interactions t112 USING (position) JOIN interactions t113 USING (position) JOIN interactions t114 USING (position) JOIN interactions t115 USING (position) JOIN interactions t116 USING (position) JOIN interactions t117 USING (position) JOIN interactions t118 USING (position) JOIN interactions t119 USING (position) JOIN interactions t120 USING (position) JOIN interactions t121 USING (position) JOIN interactions t122 USING (position) JOIN interactions t123 USING (position) JOIN interactions t124 USING (position) JOIN interactions t125 USING (position) JOIN interactions t126 USING (position) JOIN interactions t127 USING (position) JOIN interactions t128 USING (position) JOIN interactions t129 USING (position) JOIN interactions t130 USING (position) JOIN interactions t131 USING (position) JOIN interactions t132 USING (position) JOIN interactions t133 USING (position) JOIN interactions t134 USING (position) JOIN interactions t135 USING (position) JOIN interactions t136 USING (position) JOIN interactions t137 USING (position) JOIN interactions t138 USING (position) JOIN interactions t139 USING (position) JOIN interactions t140 USING (position) JOIN interactions t141 USING (position) JOIN interactions t142 USING (position) JOIN interactions t143 USING (position) JOIN interactions t144 USING (position) JOIN interactions t145 USING (position) JOIN interactions t146 USING (position) JOIN interactions t147 USING (position) JOIN interactions t148 USING (position) JOIN interactions t149 USING (position)
WITH v0 AS (SELECT a.* FROM customers a, customers b), v1 AS (SELECT a.* FROM v0 a, v0 b), v2 AS (SELECT a.* FROM v1 a, v1 b), v3 AS (SELECT a.* FROM v2 a, v2 b), v4 AS (SELECT a.* FROM v3 a, v3 b), v5 AS (SELECT a.* FROM v4 a, v4 b), v6 AS (SELECT a.* FROM v5 a, v5 b), v7 AS (SELECT a.* FROM v6 a, v6 b), v8 AS (SELECT a.* FROM v7 a, v7 b), v9 AS (SELECT a.* FROM v8 a, v8 b), v10 AS (SELECT a.* FROM v9 a, v9 b), v11 AS (SELECT a.* FROM v10 a, v10 b) SELECT * FROM v11
SELECT count(*) FROM interactions GROUP BY CUBE (position + 0, position + 1, position + 2, position + 3, position + 4, position + 5, position + 6, position + 7, position + 8, position + 9, position + 10, position + 11)
