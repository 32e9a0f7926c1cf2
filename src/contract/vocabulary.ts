/**
 * What people call the parts of a contract: synonyms and other languages, as `normaliseTitle` leaves them (lower case, without
 * numbering, brackets and punctuation), parted by `|`. This file is data: a new language is a few words in each list.
 */
type Words = Readonly<Record<string, string>>;

/** Headings of the document's parts. */
export const documentWords = {
  tables: `
    tables | database tables | db tables | table definitions | table schemas | table schema |
    tables and columns | schema tables | table reference | tables and views | tables & views | entities |
    collections | data model | data models | models | tabellen | datenbanktabellen | tabellen und sichten |
    tables de la base | tables de la base de données | tablas | tablas de la base de datos | tabelas |
    tabelas do banco de dados | 表 | 数据表 | 数据库表 | 表结构 | 資料表 | テーブル | テーブル定義 | テーブル一覧 | таблицы |
    таблицы базы данных`,
  views: `
    views | database views | view definitions | materialized views | sichten | ansichten | vues | vistas |
    visões | visualizações | 视图 | ビュー | представления`,
  routines: `
    stored procedures & functions | stored procedures and functions | stored procedures | procedures |
    functions | routines | functions & procedures | functions and procedures | procedures and functions |
    procedures & functions | stored routines | database functions | gespeicherte prozeduren |
    gespeicherte prozeduren & funktionen | gespeicherte prozeduren und funktionen | prozeduren und funktionen |
    funktionen | procédures stockées et fonctions | procédures stockées | fonctions |
    procedimientos almacenados y funciones | procedimientos almacenados | funciones |
    procedimentos armazenados e funções | funções | 存储过程和函数 | 存储过程 | 函数 | ストアドプロシージャ | ストアドプロシージャと関数 | 関数 |
    хранимые процедуры и функции | хранимые процедуры | функции`,
  enums: `
    enums | enum types | enumerations | types | custom types | user defined types | user-defined types |
    enumerated types | aufzählungen | aufzählungstypen | énumérations | enumeraciones | enumerados |
    enumerações | 枚举 | 枚举类型 | 列挙型 | перечисления`,
  "change-log": `
    change log | changelog | change history | revision history | version history | document history | history |
    änderungsprotokoll | änderungshistorie | änderungsverlauf | journal des modifications |
    historique des modifications | historique | registro de cambios | historial de cambios |
    registro de alterações | histórico de alterações | 变更日志 | 变更记录 | 更新日志 | 変更履歴 | журнал изменений |
    история изменений`,
  overview: `
    schema overview | overview | database overview | schemaübersicht | schema übersicht | übersicht |
    aperçu du schéma | aperçu | resumen del esquema | visão geral do esquema | visão geral | 架构概述 | 概述 | 概要 |
    スキーマ概要 | обзор схемы | обзор`,
  technology: `
    database technology | technology | database | database engine | database type | tech stack |
    datenbanktechnologie | datenbank | technologie | technologie de base de données |
    tecnología de base de datos | tecnología | base de datos | tecnologia do banco de dados | tecnologia |
    数据库技术 | 数据库 | データベース技術 | データベース | технология базы данных | технология | база данных`,
  "database-list": `
    database list | databases | datenbanken | liste des bases | bases de données | lista de bases de datos |
    bases de datos | lista de bancos de dados | 数据库列表 | データベース一覧 | список баз данных`,
  "migration-history": `
    migration history | migrations | migration log | list of migrations | applied migrations |
    migrationshistorie | migrationsverlauf | migrationen | historique des migrations |
    historial de migraciones | migraciones | histórico de migrações | migrações | 迁移历史 | 迁移记录 | マイグレーション履歴 |
    история миграций | миграции`,
  "migration-policy": `
    migration policy | migration policies | migration rules | migration guidelines | migrationsrichtlinie |
    migrationsrichtlinien | politique de migration | política de migración | política de migraciones |
    política de migração | 迁移策略 | マイグレーション方針 | マイグレーションポリシー | политика миграций`,
  idempotency: `
    idempotency | idempotent migrations | idempotence | idempotenz | idempotence des migrations | idempotencia |
    idempotência | 幂等性 | 冪等性 | べき等性 | идемпотентность`,
  separation: `
    separation of concerns | ddl vs dml | separation of ddl and dml | ddl and dml separation |
    ddl/dml separation | separation of schema and data | trennung von ddl und dml |
    trennung der zuständigkeiten | séparation des responsabilités | séparation ddl dml | séparation ddl/dml |
    separación de responsabilidades | separação de responsabilidades | 关注点分离 | 関心の分離 |
    разделение ответственности | разделение ddl и dml`,
  "non-destructive": `
    non-destructive changes | nondestructive changes | non destructive changes | no destructive changes |
    deprecation workflow | deprecation policy | nicht-destruktive änderungen | zerstörungsfreie änderungen |
    changements non destructifs | modifications non destructives | cambios no destructivos |
    alterações não destrutivas | mudanças não destrutivas | 非破坏性变更 | 非破壊的変更 | неразрушающие изменения`,
  "online-safe": `
    online-safe patterns | online safe patterns | online-safe changes | online safe changes |
    online migrations | zero-downtime migrations | zero downtime migrations | zero downtime | zero-downtime |
    online-sichere muster | patrons sûrs en ligne | migrations sans interruption | patrones seguros en línea |
    padrões seguros online | 在线安全模式 | オンラインで安全なパターン | безопасные онлайн-паттерны | безопасные шаблоны`,
  "breaking-protocol": `
    breaking change protocol | breaking changes protocol | breaking change policy | breaking changes |
    breaking change process | protokoll für breaking changes | protokoll für inkompatible änderungen |
    protocole de changement majeur | protocole de rupture | protocole des changements cassants |
    protocolo de cambios incompatibles | protocolo de cambios disruptivos |
    protocolo de mudanças incompatíveis | protocolo de alterações incompatíveis | 破坏性变更协议 | 破壊的変更プロトコル |
    протокол критических изменений | протокол несовместимых изменений`,
  checklist: `
    breaking change checklist | breaking changes checklist | checklist | change checklist | checkliste |
    checkliste für breaking changes | liste de contrôle | lista de verificación | lista de verificação | 检查清单 |
    破坏性变更检查清单 | チェックリスト | 破壊的変更チェックリスト | контрольный список | чек-лист`,
  retention: `
    data retention policies | data retention policy | data retention | retention | retention policies |
    retention policy | aufbewahrungsrichtlinien | datenaufbewahrung | aufbewahrungsfristen |
    conservation des données | politique de conservation | politiques de conservation des données |
    retención de datos | políticas de retención de datos | retenção de dados | políticas de retenção de dados |
    数据保留策略 | 数据保留 | データ保持ポリシー | データ保持 | политика хранения данных | хранение данных`,
  "access-control": `
    security & access control | security and access control | access control | security | security & access |
    sicherheit und zugriffskontrolle | sicherheit & zugriffskontrolle | zugriffskontrolle | sicherheit |
    sécurité et contrôle d'accès | contrôle d'accès | sécurité | seguridad y control de acceso |
    control de acceso | segurança e controle de acesso | controle de acesso | 安全与访问控制 | 访问控制 | セキュリティとアクセス制御 |
    アクセス制御 | безопасность и контроль доступа | контроль доступа`,
  roles: `
    role-based access | role based access | roles | roles and permissions | roles & permissions | database roles |
    permissions | permission matrix | permissions matrix | access matrix | role matrix | grants | privileges |
    roles and privileges | roles & privileges | role permissions | rollen und rechte | berechtigungen |
    rollenbasierter zugriff | rollen | accès par rôle | rôles | acceso basado en roles |
    acesso baseado em papéis | acesso baseado em funções | 基于角色的访问 | 角色 | ロールベースアクセス | ロール | ролевой доступ |
    роли`,
  sensitive: `
    sensitive data | sensitive columns | pii | personal data | sensible daten | personenbezogene daten |
    données sensibles | données personnelles | datos sensibles | datos personales | dados sensíveis |
    dados pessoais | 敏感数据 | 機密データ | 機微データ | конфиденциальные данные | чувствительные данные |
    персональные данные`,
  performance: `
    performance considerations | performance | performance guidelines | leistung | leistungsüberlegungen |
    performanz | considérations de performance | performances | consideraciones de rendimiento | rendimiento |
    considerações de desempenho | desempenho | 性能考虑 | 性能 | パフォーマンス | パフォーマンスに関する考慮事項 | производительность`,
  metadata: `
    metadata | document information | document info | document | header | dokumentinformationen | metadaten |
    métadonnées | metadatos | metadados | 元数据 | メタデータ | метаданные`,
  instructions: `
    template instructions | template | usage instructions | how to use this template | notes for coding agents |
    backup & recovery | backup and recovery | purpose | table of contents | contents | vorlagenanweisungen |
    instructions du modèle | instrucciones de la plantilla | instruções do modelo`,
} as const satisfies Words;

/** Headings and labels inside a table's, view's or routine's section. */
export const objectWords = {
  created: `
    created | created at | created date | creation date | date created | created on | added | introduced |
    erstellt | erstellt am | créé | créée | créé le | date de création | creado | creada | fecha de creación |
    criado | criada | criado em | data de criação | 创建 | 创建日期 | 创建时间 | 作成日 | 作成 | создано | создана |
    дата создания`,
  "last-modified": `
    last modified | modified | last updated | updated | last changed | last change | zuletzt geändert |
    geändert | letzte änderung | geändert am | aktualisiert | dernière modification | modifié | modifié le |
    última modificación | modificado | modificada | última modificação | modificado em | 最后修改 | 修改日期 | 更新日期 |
    最終更新 | 最終更新日 | 更新日 | изменено | последнее изменение | дата изменения`,
  purpose: `
    purpose | description | summary | about | zweck | beschreibung | but | objectif | description de la table |
    propósito | descripción | finalidade | descrição | 用途 | 目的 | 描述 | 说明 | 説明 | назначение | описание`,
  "schema-definition": `
    schema definition | definition | ddl | sql | sql definition | create statement | create table | schema |
    table definition | view definition | implementation | schemadefinition | schema-definition |
    définition du schéma | définition | definición del esquema | definición | definição do esquema | definição |
    架构定义 | 表定义 | 定义 | 建表语句 | スキーマ定義 | 定義 | определение схемы | определение`,
  columns: `
    columns | fields | column definitions | column list | column details | attributes | spalten | felder |
    colonnes | champs | columnas | campos | colunas | 列 | 字段 | 列定义 | 字段列表 | 字段说明 | カラム | カラム一覧 | カラム定義 | 項目 |
    столбцы | колонки | поля`,
  indexes: `
    indexes | indices | index | index definitions | indizes | indexe | index de la table | índices | 索引 |
    インデックス | индексы`,
  "foreign-keys": `
    foreign keys | foreign key | fks | foreign key constraints | relationships | relations | references |
    fremdschlüssel | beziehungen | clés étrangères | claves foráneas | claves externas | llaves foráneas |
    relaciones | chaves estrangeiras | relacionamentos | 外键 | 外键约束 | 外部キー | внешние ключи`,
  constraints: `
    constraints | table constraints | check constraints | unique constraints | rules | einschränkungen |
    contraintes | restricciones | restrições | 约束 | 制約 | ограничения`,
  dependencies:
    "dependencies | abhängigkeiten | dépendances | dependencias | dependências | 依赖 | 依赖关系 | 依存関係 | зависимости",
  "used-by": `
    used by | used by modules | modules | consumers | called by | users of this table | readers | usage |
    verwendet von | genutzt von | benutzt von | aufgerufen von | utilisé par | utilisée par | appelé par |
    appelée par | usado por | usada por | utilizado por | llamado por | llamada por | chamado por |
    chamada por | 使用方 | 被使用 | 使用模块 | 使用者 | 调用方 | 使用元 | 使用モジュール | 呼び出し元 | 利用元 | используется | используется в |
    вызывается | кем используется`,
  "depends-on": `
    depends on | depends on tables | requires | depends | hängt ab von | abhängig von | dépend de | depende de |
    依赖于 | 依赖表 | 依存先 | 依存テーブル | зависит от`,
  rows: `
    rows | row count | estimated rows | approximate rows | approx rows | estimated row count | size |
    table size | volume | zeilen | zeilenanzahl | anzahl zeilen | lignes | nombre de lignes | filas |
    número de filas | linhas | número de linhas | 行数 | 数据量 | строк | количество строк`,
  status: "status | state | statut | estado | estatus | 状态 | ステータス | 状態 | статус",
  deprecated: `
    deprecated | deprecation | deprecated since | deprecation notice | veraltet | veraltet seit | obsolète |
    déprécié | obsoleto | obsoleta | 已弃用 | 废弃 | 非推奨 | устарело | устарела`,
  parameters:
    "parameters | arguments | params | parameter | paramètres | parámetros | parâmetros | 参数 | パラメータ | параметры",
  returns: `
    returns | return value | rückgabe | rückgabewert | retour | retourne | devuelve | retorna | 返回 | 返回值 | 戻り値 |
    возвращает`,
  values: "values | allowed values | enum values | werte | valeurs | valores | 值 | 値 | значения",
  notes: `
    notes | note | remarks | comments | business rules | anmerkungen | hinweise | bemerkungen | remarques |
    notas | observações | 备注 | 注意 | 備考 | примечания`,
  samples: `
    sample data | example data | examples | example | example queries | sample queries | common queries |
    queries | beispieldaten | beispiele | exemples | données d'exemple | ejemplos | datos de ejemplo |
    exemplos | 示例数据 | 示例 | サンプルデータ | 例 | примеры`,
  triggers: "triggers | trigger | auslöser | déclencheurs | disparadores | gatilhos | 触发器 | トリガー | триггеры",
  security: "row level security | policies | rls | permissions | access | security",
  migrations: "migrations | migration | rollback | history | change log | changelog",
} as const satisfies Words;

export const migrationWords = {
  date: "date | applied | applied on | applied at | created | datum | fecha | data | 日期 | 日付 | дата",
  type: "type | migration type | typ | tipo | 类型 | 種類 | 種別 | тип",
  status: "status | state | statut | estado | 状态 | ステータス | 状態 | статус",
  changes: `
    changes | description | summary | änderungen | beschreibung | changements | modifications | cambios |
    descripción | mudanças | alterações | descrição | 变更 | 变更内容 | 更改 | 変更 | 変更内容 | изменения`,
  rollback: `
    rollback plan | rollback | rollback script | rollback sql | down | rollback-plan | rücknahmeplan |
    rückabwicklung | plan de retour arrière | plan de retour | retour arrière | plan de reversión | reversión |
    plano de reversão | plano de rollback | 回滚计划 | 回滚方案 | 回滚 | ロールバック計画 | ロールバック | план отката | откат`,
  impact: `
    impact assessment | impact | auswirkungsanalyse | auswirkungen | auswirkung | évaluation de l'impact |
    analyse d'impact | evaluación de impacto | impacto | avaliação de impacto | 影响评估 | 影响 | 影響評価 | 影響 |
    оценка влияния | влияние`,
  breaking: `
    breaking change | breaking | breaking changes | is breaking | inkompatible änderung | changement cassant |
    changement majeur | rupture | cambio incompatible | cambio disruptivo | mudança incompatível |
    alteração incompatível | 破坏性变更 | 是否破坏性变更 | 破壊的変更 | критическое изменение | несовместимое изменение`,
  "affected-modules": `
    affected modules | affected services | modules affected | affected | betroffene module | modules affectés |
    modules impactés | módulos afectados | módulos afetados | 受影响的模块 | 受影响模块 | 影響モジュール | 影響を受けるモジュール |
    затронутые модули | затрагиваемые модули`,
  downtime: `
    downtime required | downtime | requires downtime | needs downtime | ausfallzeit | ausfallzeit erforderlich |
    downtime erforderlich | interruption de service | interruption requise | temps d'arrêt |
    tiempo de inactividad | requiere tiempo de inactividad | tempo de inatividade | 停机 | 需要停机 | 是否停机 | ダウンタイム |
    停止時間 | простой | требуется простой`,
  id: `
    migration | migration id | id | name | file | migrationsdatei | 迁移 | マイグレーション | миграция | migración |
    migração`,
} as const satisfies Words;

export const headerWords = {
  version: `
    version | contract version | document version | current version | schema version | vertragsversion |
    versión | versão | 版本 | 合约版本 | 版本号 | バージョン | 版 | версия`,
  "last-updated": `
    last updated | last modified | updated | last update | date | zuletzt aktualisiert | letzte aktualisierung |
    stand | aktualisiert | dernière mise à jour | mis à jour | última actualización | actualizado |
    última atualização | atualizado | atualizado em | 最后更新 | 最近更新 | 更新日期 | 最終更新 | 最終更新日 | последнее обновление |
    обновлено`,
  status: "status | state | document status | statut | estado | 状态 | ステータス | 状態 | статус",
} as const satisfies Words;

export const technologyWords = {
  type: `
    type | database type | engine | database engine | database | dbms | rdbms | system | typ | moteur | tipo |
    motor | base de datos | datenbank | 类型 | 数据库类型 | 種類 | データベース | тип | субд`,
  version: "version | database version | engine version | versión | versão | 版本 | バージョン | версия",
} as const satisfies Words;

export const endpointWords = {
  added: "added | created | introduced",
  "last-modified": `
    last modified | modified | last updated | updated | zuletzt geändert | dernière modification |
    última modificación | última modificação`,
  status: "status | statut | estado | 状态 | ステータス | статус",
  "deprecation-date": "deprecation date | deprecated on | deprecated since | sunset | sunset date",
  implementation:
    "implementation | implementation details | implementierung | implémentation | implementación | implementação",
  module: "controller | service | module | handler | repository | component | function | file | resolver | use case",
  tables: `
    database tables | tables | database table | tables used | db tables | database tables used |
    datenbanktabellen | tables de la base | tablas | tabelas`,
  queries: `
    sql query | sql queries used | sql queries | queries | queries used | query | sql queries used by endpoint |
    sql-abfragen | sql-abfrage | requêtes sql | consultas sql`,
  response: `
    response | responses | response body | success response | successful response | example response |
    response example | response schema | response format | antwort | réponse | respuesta | resposta | 响应 |
    レスポンス | ответ`,
  "error-response": `
    error response | error responses | errors | error codes | fehler | erreurs | errores | erros | 错误 | エラー |
    ошибки`,
  request: `
    request | request body | example request | request example | request schema | body | parameters |
    query parameters | path parameters | headers | request headers | anfrage | requête | solicitud |
    requisição | 请求 | リクエスト | запрос`,
  route: "endpoint | route | url | path | uri | pfad | chemin | ruta | caminho | 路径 | パス | путь",
  method: "method | http method | verb | methode | méthode | método | 方法 | メソッド | метод",
  authentication: "authentication | auth | authorization | permissions",
  changelog: "changelog | change log | changes | history",
  description: "description | purpose | summary | notes",
} as const satisfies Words;

/** Header cells of the Columns table. */
export const columnHeaders = {
  name: `
    column name | column | field | field name | name | columns | fields | attribute | property | key name |
    spalte | spaltenname | feld | feldname | colonne | nom | champ | nom de la colonne | columna | campo |
    nombre | nombre de columna | coluna | nome | nome da coluna | 列名 | 字段 | 字段名 | 列 | 名称 | カラム | カラム名 | 項目名 |
    列名称 | столбец | колонка | поле | имя | название`,
  type: `
    data type | type | datatype | sql type | column type | db type | postgres type | datentyp | typ |
    type de données | tipo | tipo de dato | tipo de datos | tipo de dados | 数据类型 | 类型 | データ型 | 型 | тип |
    тип данных`,
  nullable: `
    nullable | null | null? | nullable? | is nullable | allow null | allows null | nulls | optional |
    optional? | null allowed | nullbar | null erlaubt | null zulässig | nul | null autorisé | nulo | nulable |
    anulable | permite nulo | permite nulos | admite nulos | aceita nulo | opcional | optionnel | 可空 | 可为空 |
    允许空 | 允许为空 | 是否为空 | null許可 | null可 | null許容 | может быть null | допускает null`,
  required: `
    required | required? | not null | not null? | mandatory | pflicht | pflichtfeld | erforderlich |
    obligatoire | requis | obligatorio | requerido | obrigatório | 必填 | 必须 | 是否必填 | 非空 | 必須 | обязательный |
    обязательно | обязательное`,
  default: `
    default | default value | defaults | standard | standardwert | vorgabe | défaut | par défaut |
    valeur par défaut | predeterminado | por defecto | valor por defecto | valor predeterminado | padrão |
    valor padrão | 默认 | 默认值 | デフォルト | デフォルト値 | 既定値 | 初期値 | по умолчанию | значение по умолчанию`,
  constraints: `
    constraints | constraint | key | keys | attributes | extra | modifiers | rules | options | einschränkungen |
    schlüssel | contraintes | clé | restricciones | clave | restrições | chave | 约束 | 键 | 制約 | キー |
    ограничения | ключ`,
  "primary-key": `
    pk | primary key | primary | primärschlüssel | clé primaire | clave primaria | chave primária | 主键 | 主キー |
    первичный ключ`,
  unique: "unique | unique? | eindeutig | único | 唯一 | 一意 | ユニーク | уникальный",
  references: `
    references | fk | foreign key | reference | fremdschlüssel | referenz | référence | clé étrangère |
    referencia | clave foránea | referência | chave estrangeira | 外键 | 引用 | 外部キー | 参照 | внешний ключ | ссылка`,
  description: `
    description | notes | note | comment | comments | remarks | purpose | meaning | details | explanation |
    beschreibung | anmerkung | anmerkungen | hinweis | bemerkungen | bemerkung | kommentar | bedeutung | remarque | commentaire | descripción | notas |
    comentario | descrição | comentário | 描述 | 说明 | 备注 | 注释 | 説明 | 備考 | описание | примечание | комментарий`,
  deprecated: `
    deprecated | deprecated? | deprecation | deprecated since | veraltet | obsolète | obsoleto | 已弃用 | 非推奨 |
    устарело`,
  status: "status | state | statut | estado | 状态 | ステータス | статус",
} as const satisfies Words;

export const indexHeaders = {
  name: `
    index name | index | name | indexname | nom | nom de l'index | nombre | nombre del índice | índice | nome |
    nome do índice | 索引名 | 索引 | 索引名称 | 名称 | インデックス名 | インデックス | имя | имя индекса | индекс`,
  columns: `
    columns | column | column s | columns/expression | columns / expression | fields | field | on | definition |
    expression | keys | key | spalten | spalte | felder | colonnes | colonne | columnas | columna | campos |
    colunas | coluna | 列 | 字段 | 索引列 | カラム | 対象カラム | столбцы | колонки | столбец | поля`,
  type: `
    type | method | index type | using | kind | typ | methode | méthode | tipo | método | 类型 | 索引类型 | 種類 | 種別 |
    тип | метод`,
  unique: "unique | unique? | is unique | eindeutig | único | 唯一 | 是否唯一 | 一意 | ユニーク | уникальный",
  where:
    "where | condition | predicate | partial | filter | bedingung | filtre | condición | condição | 条件 | условие",
  purpose: `
    purpose | description | notes | comment | reason | usage | zweck | anmerkung | beschreibung | but | objectif |
    propósito | descripción | finalidade | descrição | 用途 | 说明 | 目的 | 説明 | назначение | описание`,
} as const satisfies Words;

export const foreignKeyHeaders = {
  name: `
    fk name | name | constraint | constraint name | foreign key | foreign key name | fk | fk-name | nom |
    nom de la clé | nombre | nome | 外键名 | 名称 | 外部キー名 | имя | имя ключа | внешний ключ`,
  columns: `
    column | columns | column s | local column | local columns | field | fields | from | source column |
    spalte | spalten | colonne | colonnes | columna | columnas | campo | coluna | colunas | 列 | 字段 | カラム |
    столбец | столбцы | колонка | поле`,
  references: `
    references | reference | referenced table | foreign table | target | target table | to | references table |
    ref table | parent table | ref | referenziert | referenz | zieltabelle | référence | table référencée |
    referencia | tabla referenciada | tabla | referência | tabela referenciada | 引用 | 引用表 | 参照 | 参照先 | 参照テーブル |
    ссылается на | ссылка | таблица`,
  "referenced-columns": `
    referenced column | referenced columns | foreign column | target column | ref column | referenced field |
    referenced column s | parent column | zielspalte | colonne référencée | columna referenciada |
    coluna referenciada | 引用列 | 引用字段 | 参照カラム`,
  "on-delete": `
    on delete | ondelete | delete rule | delete action | bei löschung | bei löschen | à la suppression |
    al eliminar | al borrar | ao excluir | ao deletar | 删除时 | 级联删除 | 削除時 | при удалении`,
  "on-update": `
    on update | onupdate | update rule | update action | bei änderung | bei aktualisierung | à la mise à jour |
    al actualizar | ao atualizar | 更新时 | 更新時 | при обновлении`,
} as const satisfies Words;

export const changeLogHeaders = {
  date: "date | datum | fecha | data | 日期 | 日付 | дата | when",
  version: "version | ver | versión | versão | 版本 | バージョン | 版 | версия | release",
  author: `
    agent/author | author | agent | by | changed by | who | autor | agent/autor | auteur | agent/auteur | 作者 |
    代理/作者 | 作成者 | 担当者 | автор | агент/автор | author/agent`,
  changes: `
    changes | change | description | summary | what | änderungen | änderung | beschreibung | changements |
    modifications | cambios | descripción | mudanças | alterações | descrição | 变更 | 变更内容 | 更改 | 変更 | 変更内容 |
    изменения | описание`,
  impact: `
    impact | breaking | breaking? | breaking change | effect | auswirkung | auswirkungen | impacto | 影响 | 影響 |
    влияние`,
} as const satisfies Words;

export const moduleHeaders = {
  module: `
    module | service | module name | module/service | component | consumer | used by | modul | dienst |
    servicio | módulo | serviço | 模块 | 服务 | モジュール | サービス | модуль | сервис | name`,
  usage: `
    usage | purpose | how | how it uses this table | description | operations | access | verwendung | zweck |
    utilisation | uso | propósito | 用途 | 説明 | 用法 | 使用方法 | использование | назначение`,
  file: "file | path | location | source | datei | fichier | archivo | arquivo | 文件 | ファイル | файл",
} as const satisfies Words;

export const protectionHeaders = {
  table: `
    table | tables | table name | entity | entities | tabelle | tabellen | tabla | tablas | tabela | tabelas | 表 | 表名 | テーブル |
    テーブル名 | таблица | таблицы`,
  tables: `
    tables | table | objects | object | scope | resources | resource | tables and views | tables & views | tables/views |
    table name | tabellen | tabelle | geltungsbereich | tablas | tabla | alcance | tabelas | tabela | escopo | portée |
    表 | 表名 | テーブル | таблицы | таблица`,
  period: `
    retention period | retention | period | keep | keep for | kept for | duration | retention time | ttl | aufbewahrungsdauer |
    aufbewahrungsfrist | aufbewahrung | durée de conservation | durée | conservation | período de retención | retención |
    período de retenção | retenção | 保留期限 | 保留时间 | 保留期 | 保持期間 | срок хранения`,
  archive: `
    archive strategy | archive | archival | archiving | archival strategy | backup | archivierung | archivierungsstrategie |
    stratégie d'archivage | archivage | estrategia de archivo | estratégia de arquivamento | 归档策略 | アーカイブ戦略 |
    стратегия архивирования`,
  role: `
    role | roles | role name | database role | db role | user | users | database user | db user | account | group | rolle |
    rollen | benutzer | rôle | utilisateur | rol | usuario | papel | função | usuário | 角色 | ロール | роль | пользователь`,
  permissions: `
    permissions | permission | privileges | privilege | grants | granted | access | access level | rights | operations |
    allowed operations | rechte | berechtigungen | permissions accordées | droits | permisos | permissões | 权限 | 権限 |
    права | привилегии`,
  column: `
    column | columns | column name | column names | field | fields | field name | spalte | spalten | feld | colonne | colonnes |
    champ | columna | columnas | campo | campos | coluna | colunas | 列 | 字段 | 列名 | カラム | столбец | колонка | поле`,
  encryption: `
    encryption | protection | encrypted | encryption method | encryption at rest | protected by | security | verschlüsselung |
    schutz | chiffrement | cifrado | encriptación | criptografia | 加密 | 暗号化 | шифрование`,
  pii: `
    pii | personal data | personal | contains pii | is pii | personenbezogen | données personnelles | datos personales |
    dados pessoais | 个人信息 | 個人情報 | персональные данные | пдн`,
} as const satisfies Words;

/** The word that stands before an object's name in a heading. */
export const objectPrefixes = {
  table: `
    table | db table | database table | tabelle | tabla | tabela | 表 | 数据表 | 資料表 | テーブル | таблица | entity |
    collection | model`,
  view: `
    view | materialized view | materialised view | sicht | ansicht | vue | vista | visão | 视图 | ビュー |
    представление`,
  routine: `
    procedure | function | stored procedure | stored function | trigger function | aggregate | routine |
    prozedur | funktion | procédure | fonction | procedimiento | función | procedimento | função | 存储过程 | 函数 |
    プロシージャ | 関数 | процедура | функция`,
  migration: "migration | migración | migração | 迁移 | マイグレーション | миграция",
  enum: `
    enum | enum type | type | enumeration | aufzählung | énumération | enumeración | enumeração | 枚举 | 列挙型 |
    перечисление`,
} as const satisfies Words;

/** Sections that show how a contract is written, and promise nothing. */
export const exampleWords = {
  example: `
    example entry | example entries | example | examples | example endpoints | example endpoint |
    example table | example section | sample entry | beispieleintrag | beispieleinträge | beispiel | beispiele |
    beispiel-endpunkte | exemple d'entrée | exemple | exemples | entrada de ejemplo | ejemplo | ejemplos |
    entrada de exemplo | exemplo | exemplos | 示例条目 | 示例 | 記入例 | サンプル | 例 | пример записи | пример | примеры`,
  template: `
    template instructions | template | endpoint template | template for new endpoints |
    template for new endpoint | new endpoint template | vorlagenanweisungen | vorlage | instructions du modèle |
    modèle | instrucciones de la plantilla | plantilla | instruções do modelo | 模板说明 | 模板 | テンプレートの使い方 |
    テンプレート | инструкции по шаблону | шаблон`,
} as const satisfies Words;

export const answerWords = {
  yes: `
    yes | y | true | t | ✓ | ✔ | ✅ | ☑ | x | 1 | on | ja | j | wahr | oui | vrai | sí | si | verdadero | sim |
    verdadeiro | 是 | 真 | はい | ○ | да | nullable | null | optional | null allowed`,
  no: `
    no | n | false | f | ✗ | ✘ | ❌ | ✖ | ☐ | 0 | off | nein | falsch | non | faux | não | nao | falso | 否 | 假 |
    いいえ | × | нет | not null | not nullable | non-null | nonnull | required | never | nn`,
  none: `
     | - | – | — | − | -- | none | n/a | na | nil | ∅ | / | . | keine | keiner | kein | keines | aucun |
    aucune | ninguno | ninguna | nenhum | nenhuma | 无 | なし | нет | not applicable | no default | kein standard`,
} as const satisfies Words;
