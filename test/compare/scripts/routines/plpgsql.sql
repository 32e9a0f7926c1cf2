CREATE FUNCTION touch() RETURNS trigger AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE FUNCTION calc(x numeric, OUT y numeric, OUT z text) LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$ BEGIN y := x; z := 'a'; END $$;
