CREATE TABLE "täglicher_bestellungsüberblick_für_größere_kunden" ("überlängenprüfungsschlüssel_für_größe" int UNIQUE, "日本語の列名はとても長いですがまだ短い" int CHECK ("日本語の列名はとても長いですがまだ短い" > 0));
CREATE INDEX ON "täglicher_bestellungsüberblick_für_größere_kunden" ("überlängenprüfungsschlüssel_für_größe", "日本語の列名はとても長いですがまだ短い");
