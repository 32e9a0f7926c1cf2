CREATE TABLE kinds (
  a tinyint(1) NOT NULL DEFAULT 0, b smallint unsigned, c mediumint(9), d int(11) zerofill, e bigint(20) unsigned NOT NULL,
  f decimal(10,2) DEFAULT '0.00', g numeric(5), h float, i double(10,3), j real, k bit, l bit(8),
  m char, n char(10), o varchar(255) NOT NULL DEFAULT '', p binary(16), q varbinary(64), r tinytext, s text, t mediumtext, u longtext,
  v blob, w enum('a','b''c') NOT NULL DEFAULT 'a', x set('x','y'), y date, z time(3),
  aa datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), ab timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ac year(4), ad bool, ae integer, af dec(8,3), ag double precision, ah national varchar(20), ai character varying(30),
  aj int signed, ak boolean DEFAULT true, al bigint DEFAULT -1
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
