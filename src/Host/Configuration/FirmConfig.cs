namespace Gateway.Host.Configuration;

/// <summary>One row of the firm table: a broker.</summary>
/// <param name="Id">Its name.</param>
public sealed record FirmConfig(string Id);
