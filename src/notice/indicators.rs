//! Indicator tables (指标).
