CREATE TABLE p (alpha_one int, alpha_two int, PRIMARY KEY (alpha_one, alpha_two));
CREATE TABLE c (alpha_one int, alpha_two int, FOREIGN KEY (alpha_one, alpha_two) REFERENCES p, CONSTRAINT c_alpha_one_alpha_two_fkey1 CHECK (alpha_one > 0));
ALTER TABLE c ADD FOREIGN KEY (alpha_one, alpha_two) REFERENCES p;
