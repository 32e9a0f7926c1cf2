CREATE TABLE t (alpha_alpha_alpha int, beta_beta_beta int, gamma_gamma_gamma int, delta_delta_delta int, epsilon_epsilon int);
CREATE INDEX ON t (alpha_alpha_alpha, beta_beta_beta, gamma_gamma_gamma, delta_delta_delta, epsilon_epsilon);
ALTER TABLE t ADD UNIQUE (alpha_alpha_alpha, beta_beta_beta, gamma_gamma_gamma, delta_delta_delta);
