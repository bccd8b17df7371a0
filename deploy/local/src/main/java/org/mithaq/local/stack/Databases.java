package org.mithaq.local.stack;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** One database for each service, owned by a role of the same name that can open no other. */
public final class Databases {

  private Databases() {}

  /**
   * Makes the databases that are missing, and gives each role its password; data that is there is
   * never touched.
   *
   * @param superuser a connection of the superuser
   * @param passwords the password of each database's owner, by the database's name
   * @throws StackException when the server refuses
   */
  public static void ensure(Connection superuser, Map<String, String> passwords) {
    try (Statement statement = superuser.createStatement()) {
      for (Map.Entry<String, String> database : passwords.entrySet()) {
        String name = identifier(database.getKey());
        if (!exists(superuser, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
          statement.execute("CREATE ROLE " + name + " LOGIN");
        }
        statement.execute("ALTER ROLE " + name + " PASSWORD '" + secret(database.getValue()) + "'");
        if (!exists(superuser, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
          statement.execute("CREATE DATABASE " + name + " OWNER " + name);
        }
        statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
      }
    } catch (SQLException e) {
      throw new StackException("PostgreSQL refuses to make the databases of the services.", e);
    }
  }

  /**
   * Drops databases, whoever is connected; for tests that want to begin anew.
   *
   * @throws StackException when the server refuses
   */
  public static void drop(Connection superuser, Iterable<String> names) {
    try (Statement statement = superuser.createStatement()) {
      for (String name : names) {
        statement.execute("DROP DATABASE IF EXISTS " + identifier(name) + " WITH (FORCE)");
      }
    } catch (SQLException e) {
      throw new StackException("PostgreSQL refuses to drop the databases of the services.", e);
    }
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** DDL takes no parameters, so only names that need no quoting are let through. */
  private static String identifier(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
      throw new IllegalArgumentException("not a plain database name: " + name);
    }
    return name;
  }

  private static String secret(String password) {
    if (!password.matches("[A-Za-z0-9_-]{16,}")) {
      throw new IllegalArgumentException("a password must be 16 or more letters and digits");
    }
    return password;
  }
}
