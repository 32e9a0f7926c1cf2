/*!40101 SET NAMES utf8mb4 */;
/*!40014 SET FOREIGN_KEY_CHECKS=0 */;
CREATE TABLE t (a int /*!80000 INVISIBLE */, b int) /*!50100 PARTITION BY HASH (b) PARTITIONS 2 */;
-- comment; with semicolon
# another; one
CREATE TABLE u (a int); /* block; */ DROP TABLE IF EXISTS nothing;
