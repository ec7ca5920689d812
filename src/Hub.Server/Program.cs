using Hub.Server.Composition;

return await HubApplication.RunAsync(args);
